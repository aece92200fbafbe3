package io.securechat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar with standard streams that are closed, or hold something else than text: what cannot be read is not said. */
class StreamsIT {
    @TempDir
    Path directory;

    private Program server;
    private String port;

    @BeforeEach
    void serve() throws Exception {
        server = Program.securechat(directory, "serve", "--dev", "--port", "0", "-v");
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterEach
    void end() {
        server.close();
    }

    /** The JVM's own files get the numbers of closed descriptors. */
    @ParameterizedTest
    @ValueSource(strings = {"<&-", "<&- >&-", ">&- <&-"})
    void aClosedInputIsNotRead(String redirection) throws Exception {
        try (Program join = shell("", join("ada") + redirection)) {
            expectFailure(join, "standard input is closed", "tail -f /dev/null");
        }
        assertNobodyCame();
    }

    @Test
    void aDirectoryIsNoInput() throws Exception {
        try (Program join = shell("", join("ada") + "< .")) {
            expectFailure(join, "standard input is a directory", "join < FILE");
        }
        assertNobodyCame();
    }

    /** It comes and goes after those before it, so their lines would stand in the server's log. */
    private void assertNobodyCame() throws Exception {
        try (Program bob = shell("", "echo hi | " + join("bob"))) {
            assertThat(bob.exitCode()).as(bob.toString()).isZero();
        }
        server.await(" bob joins #lobby");
        assertThat(server.output()).noneMatch(line -> line.contains(" ada "));
    }

    @Test
    void aClosedOutputSwallowsWhatIsWrittenThere() throws Exception {
        try (Program ada = Program.securechat(directory, "join", "--port", port, "--name", "ada")) {
            server.await(" ada joins #lobby");
            for (String closed : List.of(">&-", "2>&-", ">&- 2>&-")) {
                try (Program bob = shell("", "echo hi | " + join("bob") + closed)) {
                    assertThat(bob.exitCode()).as(closed + " " + bob).isZero();
                }
                ada.await(" bob: hi");
            }
            assertThat(Files.readString(directory.resolve("server.crt"))).startsWith("-----BEGIN CERTIFICATE");
            ada.endInput();
            assertThat(ada.exitCode()).isZero();
            assertThat(ada.output()).filteredOn(line -> line.contains(" bob: ")).hasSize(3);
        }
    }

    @Test
    void allBeforeALineThatIsNoTextIsSaidAndNothingBehindIt() throws Exception {
        Files.write(directory.resolve("latin"), "one\ngrüße\nthree\n".getBytes(ISO_8859_1));
        Files.write(directory.resolve("binary"), "two\nx\0y\nthree\n".getBytes(UTF_8));
        Files.writeString(directory.resolve("endless"), "three\n" + "x".repeat(1 << 20));
        try (Program ada = Program.securechat(directory, "join", "--port", port, "--name", "ada")) {
            server.await(" ada joins #lobby");
            try (Program join = shell("", join("bob") + "< latin")) {
                expectFailure(join, "line 2 of the input is not valid UTF-8", "iconv");
            }
            try (Program join = shell("", join("bob") + "< binary")) {
                expectFailure(join, "line 2 of the input has a NUL byte", "");
            }
            try (Program join = shell("", join("bob") + "< endless")) {
                expectFailure(join, "line 2 of the input is longer than 65536 bytes", "shorter lines");
            }
            ada.endInput();
            assertThat(ada.exitCode()).isZero();
            assertThat(ada.output().stream()
                            .filter(line -> line.contains(" bob: "))
                            .map(line -> line.replaceFirst(".* bob: ", "")))
                    .containsExactly("one", "two", "three");
        }
    }

    /** A line of the greatest length becomes many messages; none of them is refused for want of room. */
    @Test
    void manyLongLinesArriveWhole() throws Exception {
        String line = "0123456789abcdef".repeat(2000);
        Files.writeString(directory.resolve("long"), (line + "\n").repeat(6));
        try (Program join = shell("", join("bob") + "< long")) {
            assertThat(join.exitCode()).as(join.errors().toString()).isZero();
        }
    }

    @Test
    void whatTheLocaleCannotDecodeIsRefused() throws Exception {
        String lost = "cannot be decoded in the locale's encoding, ANSI_X3.4-1968";
        try (Program join = shell("LC_ALL=C", join("ada") + "--room '#küche' < /dev/null")) {
            expectUsage(join, lost);
        }
        try (Program join = shell("LC_ALL=C SECURECHAT_ROOM='#küche'", join("ada") + "< /dev/null")) {
            expectUsage(join, "the environment variable SECURECHAT_ROOM='#k");
        }
        try (Program gencert = shell("LC_ALL=C", "gencert", "user jürgen")) {
            expectUsage(gencert, lost);
        }
        try (Program gencert = shell("LC_ALL=C", "gencert", "--dir 'Schlüssel'")) {
            expectUsage(gencert, lost);
        }
        assertNobodyCame();
    }

    /** A message's text is UTF-8 whatever the locale says, in both directions. */
    @Test
    void textIsUtf8InEveryLocale() throws Exception {
        try (Program ada = shell("LC_ALL=C", "echo 'grüße ✓' | " + join("ada"))) {
            assertThat(ada.exitCode()).as(ada.toString()).isZero();
            assertThat(ada.output()).anyMatch(line -> line.endsWith(" ada: grüße ✓"));
        }
    }

    private String join(String name) {
        return "join --port " + port + " --name " + name + " ";
    }

    private Program shell(String environment, String... command) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -Djava.io.tmpdir=" + directory
                + " -jar " + Program.jar() + " ";
        String line = String.join(" ", command);
        int pipe = line.indexOf("| ") + 1;
        String script = line.substring(0, pipe) + " " + environment + " " + java + line.substring(pipe);
        return Program.start(directory, List.of("sh", "-c", script));
    }

    private static void expectFailure(Program program, String error, String hint) throws Exception {
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(1);
        expect(program, error, hint);
    }

    private static void expectUsage(Program program, String error) throws Exception {
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(2);
        expect(program, error, "LC_ALL=C.UTF-8 java -jar ");
    }

    private static void expect(Program program, String error, String hint) {
        assertThat(program.errors()).as(program.toString()).hasSize(2);
        assertThat(program.errors().get(0)).startsWith("error: ").contains(error);
        assertThat(program.errors().get(1)).startsWith("hint: ").contains(hint);
    }
}
