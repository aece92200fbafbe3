package io.securechat.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Program;
import io.securechat.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualTest {
    @TempDir
    Path directory;

    @Test
    void everyCommandHasAPageWithItsOptions() throws IOException {
        assertThat(Main.run("manual", directory.resolve("man1").toString())).isZero();

        try (Stream<Path> pages = Files.list(directory.resolve("man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .contains(
                            "securechat.1",
                            "securechat-join.1",
                            "securechat-serve.1",
                            "securechat-serve-export.1",
                            "securechat-gencert-user.1",
                            "securechat-completion.1")
                    .doesNotContain("securechat-manual.1");
        }
        assertThat(directory.resolve("man1").resolve("securechat-join.1"))
                .content()
                .contains(
                        "securechat-join \\- join a chat from this terminal",
                        "\\fBsecurechat join [OPTIONS] [HOST]\\fP",
                        "\\fB\\-\\-bell\\fP, \\fB\\-\\-no\\-bell\\fP",
                        "\\fB\\-\\-port\\fP=\\fIPORT\\fP\nPort of the server (default: 8443)",
                        "\\fBsecurechat\\fP(1)")
                .doesNotContain("java", "${", "%n");
    }

    /** Groff warns of every macro and escape that it does not know. */
    @Test
    void manAcceptsThePages() throws Exception {
        assertThat(Main.run("manual", directory.toString())).isZero();

        try (Stream<Path> pages = Files.list(directory)) {
            for (Path page : pages.toList()) {
                List<String> command = List.of("groff", "-man", "-ww", "-Tutf8", "-Kutf8", "-P-cbu", page.toString());
                try (Program groff = Program.start(directory, command)) {
                    assertThat(groff.exitCode()).as(groff.toString()).isZero();
                    assertThat(groff.errors()).isEmpty();
                    assertThat(groff.output()).anyMatch(line -> line.startsWith("SYNOPSIS"));
                }
            }
        }
    }
}
