package io.securechat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks the arrows of docs/ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.securechat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cli")
            .definedBy("io.securechat.cli")
            .layer("server")
            .definedBy("io.securechat.server")
            .layer("client")
            .definedBy("io.securechat.client")
            .layer("history")
            .definedBy("io.securechat.history")
            .layer("irc")
            .definedBy("io.securechat.irc")
            .layer("tls")
            .definedBy("io.securechat.tls")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("history")
            .mayOnlyBeAccessedByLayers("cli", "server")
            .whereLayer("irc")
            .mayOnlyBeAccessedByLayers("cli", "server", "client", "history")
            .whereLayer("tls")
            .mayOnlyBeAccessedByLayers("cli", "server", "client");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.securechat.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PICOCLI_ONLY_IN_CLI = only("picocli..", "io.securechat.cli");

    @ArchTest
    static final ArchRule JLINE_ONLY_AT_TERMINALS = noClasses()
            .that()
            .resideOutsideOfPackages("io.securechat.client", "io.securechat.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..");

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_ONLY_IN_TLS = only("org.bouncycastle..", "io.securechat.tls");

    @ArchTest
    static final ArchRule JDBC_ONLY_IN_HISTORY = only("java.sql..", "io.securechat.history");

    @ArchTest
    static final ArchRule LOGBACK_ONLY_IN_CLI = only("ch.qos.logback..", "io.securechat.cli");

    @ArchTest
    static final ArchRule JACKSON_ONLY_FOR_JSON_LINES = noClasses()
            .that()
            .resideOutsideOfPackages("io.securechat", "io.securechat.client..", "io.securechat.history..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule SLF4J_ONLY_WHERE_THE_SERVER_IS = noClasses()
            .that()
            .resideOutsideOfPackages("io.securechat.cli", "io.securechat.server", "io.securechat.history")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule SQLITE_ONLY_IN_HISTORY = only("org.sqlite..", "io.securechat.history");

    @ArchTest
    static final ArchRule NETTY_NOT_BELOW = noClasses()
            .that()
            .resideInAnyPackage("io.securechat.irc", "io.securechat.history")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    private static ArchRule only(String library, String where) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(where)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
