package io.securechat.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The choice of the CA that issues the certificates of operators. */
class OperatorOptionsTest {
    private static final Identity TEAM = TestCertificates.ca("team");
    private static final Identity OTHER = TestCertificates.ca("other");
    private static final Anchors BOTH = new Anchors(Set.of(TEAM.certificate(), OTHER.certificate()), Set.of());

    @TempDir
    Path directory;

    @BeforeEach
    void write() {
        TestCertificates.write(directory, "team", TEAM);
        TestCertificates.write(directory, "other", OTHER);
    }

    @Test
    void itIsTheOnlyOne() {
        Anchors team = new Anchors(Set.of(TEAM.certificate()), Set.of(OTHER.certificate()));

        assertThat(options("--operator", "olga").authorityKey(team)).isEqualTo(TestTrust.authority(TEAM));
    }

    @Test
    void aPinIsNone() {
        Anchors pins = new Anchors(Set.of(), Set.of(TEAM.certificate()));

        assertThat(options("--operator", "olga").authorityKey(pins)).isNull();
    }

    @Test
    void ofSeveralItMustBeNamed() {
        assertThatThrownBy(() -> options("--operator", "olga").authorityKey(BOTH))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.hint()).contains("--operator-ca FILE"))
                .hasMessage("--operator olga is ambiguous: 2 CAs are trusted");
        assertThat(options("--operator", "olga", "--operator-ca", file("other")).authorityKey(BOTH))
                .isEqualTo(TestTrust.authority(OTHER));
    }

    @Test
    void withoutOperatorsOrWithAPasswordItNeedNotBeNamed() throws IOException {
        String password =
                Files.writeString(directory.resolve("password"), "secret").toString();

        assertThat(options().authorityKey(BOTH)).isNull();
        assertThat(options("--operator", "olga", "--oper-password-file", password)
                        .authorityKey(BOTH))
                .isNull();
    }

    @Test
    void itMustBeTrusted() {
        Anchors team = new Anchors(Set.of(TEAM.certificate()), Set.of(OTHER.certificate()));

        assertThatThrownBy(() -> options("--operator", "olga", "--operator-ca", file("other"))
                        .authorityKey(team))
                .isInstanceOf(Problem.class)
                .hasMessage("--operator-ca " + file("other") + " is not a trusted CA");
    }

    private String file(String name) {
        return directory.resolve(name + ".crt").toString();
    }

    private static OperatorOptions options(String... arguments) {
        return CommandLine.populateCommand(new OperatorOptions(), arguments);
    }
}
