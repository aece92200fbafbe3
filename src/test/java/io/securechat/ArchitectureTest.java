package io.securechat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The arrows of docs/ARCHITECTURE.md, and the size of what they connect. */
@AnalyzeClasses(packages = "io.securechat", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {
    static final class NoTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    private static final String BASE = "io.securechat";
    private static final int MAX_CLASSES = 15;
    private static final int MAX_LINES = 300;

    /** All packages, from the bottom up: each may use those before it in this list, and none after it. */
    private static final List<String> FLOORS = List.of(
            "",
            "irc",
            "tls.x509",
            "tls.pem",
            "tls.path",
            "tls.trust",
            "tls.authority",
            "tls.report",
            "tls",
            "history",
            "history.time",
            "history.state",
            "history.search",
            "history.memory",
            "history.file",
            "history.sqlite",
            "history.index",
            "history.salvage",
            "history.store",
            "client.text",
            "client.state",
            "client.setting",
            "client.thread",
            "client.connection",
            "client.event",
            "client.conversation",
            "client.request",
            "client.outbox",
            "client.history",
            "client.window",
            "client.style",
            "client.view",
            "client.line",
            "client.console",
            "client.input",
            "client.script",
            "client.check",
            "client",
            "server.settings",
            "server.wire",
            "server.limit",
            "server.log",
            "server.connection",
            "server.block",
            "server.mode",
            "server.session",
            "server.user",
            "server.room",
            "server.message",
            "server.chat",
            "server.command",
            "server.command.history",
            "server.command.user",
            "server.command.channel",
            "server.command.server",
            "server.status",
            "server",
            "server.metrics",
            "cli.terminal",
            "cli.configuration",
            "cli.option",
            "cli.completion",
            "cli.manual",
            "cli.gencert",
            "cli.gencert.command",
            "cli.control",
            "cli.service",
            "cli.serve",
            "cli.serve.journal",
            "cli.serve.command",
            "cli.join",
            "cli");

    @ArchTest
    static final ArchRule PARTS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cli")
            .definedBy("io.securechat.cli..")
            .layer("server")
            .definedBy("io.securechat.server..")
            .layer("client")
            .definedBy("io.securechat.client..")
            .layer("history")
            .definedBy("io.securechat.history..")
            .layer("irc")
            .definedBy("io.securechat.irc..")
            .layer("tls")
            .definedBy("io.securechat.tls..")
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
    static void arrowsRunOneWay(JavaClasses classes) {
        assertThat(classes.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(arrow -> arrow.getTargetClass().getPackageName().startsWith(BASE))
                        .filter(arrow -> floor(arrow.getTargetClass()) > floor(arrow.getOriginClass()))
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    @ArchTest
    static void everyPackageHasItsFloor(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(FLOORS.stream()
                        .map(name -> name.isEmpty() ? BASE : BASE + "." + name)
                        .toList());
    }

    @ArchTest
    static void packagesAreSmall(JavaClasses classes) {
        assertThat(classes.stream()
                        .filter(type ->
                                type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_CLASSES));
    }

    /** {@code Numeric} is a table with a row for each numeric reply. */
    @ArchTest
    static void classesAreShort(JavaClasses classes) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("Numeric.java"))
                            .filter(file -> lines(file) > MAX_LINES))
                    .isEmpty();
        }
    }

    private static int floor(JavaClass type) {
        String name = type.getPackageName();
        return FLOORS.indexOf(name.equals(BASE) ? "" : name.substring(BASE.length() + 1));
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ArchTest
    static final ArchRule PICOCLI_ONLY_IN_CLI = only("picocli..", "io.securechat.cli..");

    @ArchTest
    static final ArchRule JLINE_ONLY_AT_TERMINALS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.securechat.client.console",
                    "io.securechat.client.line",
                    "io.securechat.client.style",
                    "io.securechat.client.view",
                    "io.securechat.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..");

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_ONLY_IN_TLS = only("org.bouncycastle..", "io.securechat.tls..");

    @ArchTest
    static final ArchRule JDBC_ONLY_IN_HISTORY = only("java.sql..", "io.securechat.history..");

    @ArchTest
    static final ArchRule SQLITE_ONLY_IN_HISTORY = only("org.sqlite..", "io.securechat.history..");

    @ArchTest
    static final ArchRule LOGBACK_ONLY_IN_CLI = only("ch.qos.logback..", "io.securechat.cli..");

    @ArchTest
    static final ArchRule SLF4J_ONLY_WHERE_THE_SERVER_IS = noClasses()
            .that()
            .resideOutsideOfPackages("io.securechat.cli..", "io.securechat.server..", "io.securechat.history..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule JACKSON_ONLY_FOR_JSON_LINES = noClasses()
            .that()
            .resideOutsideOfPackages("io.securechat", "io.securechat.client.view", "io.securechat.history..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule CAFFEINE_ONLY_IN_TLS = only("com.github.benmanes..", "io.securechat.tls..");

    @ArchTest
    static final ArchRule PROMETHEUS_ONLY_FOR_MONITORING = only("io.prometheus..", "io.securechat.server.metrics..");

    @ArchTest
    static final ArchRule FASTCSV_ONLY_IN_GENCERT = only("de.siegmar..", "io.securechat.cli.gencert");

    @ArchTest
    static final ArchRule NETTY_NOT_BELOW = noClasses()
            .that()
            .resideInAnyPackage("io.securechat.irc..", "io.securechat.history..")
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
