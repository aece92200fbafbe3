package io.securechat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar with standard streams that are closed, or contain something other than text. */
class StreamsIT {
    private static final AtomicInteger PASSERS_BY = new AtomicInteger();

    @TempDir
    static Path directory;

    private static Program server;
    private static String port;

    @BeforeAll
    static void serve() throws Exception {
        server = Program.securechat(directory, "serve", "--dev", "--port", "0", "-v");
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterAll
    static void end() {
        server.close();
    }

    /** The JVM's own files get the numbers of closed descriptors. */
    @ParameterizedTest
    @ValueSource(strings = {"<&-", "<&- >&-", ">&- <&-"})
    void aClosedInputIsNotRead(String redirection) throws Exception {
        try (Program join = shell("", join("eve") + redirection)) {
            expectFailure(join, "standard input is closed", "tail -f /dev/null");
        }
        assertEveNeverCame();
    }

    @Test
    void aDirectoryIsNoInput() throws Exception {
        try (Program join = shell("", join("eve") + "< .")) {
            expectFailure(join, "standard input is a directory", "join < FILE");
        }
        assertEveNeverCame();
    }

    /** Another user joins after ada, so that the server's log would contain her lines by then. */
    private void assertEveNeverCame() throws Exception {
        String name = "passer-by" + PASSERS_BY.incrementAndGet();
        try (Program passerBy = shell("", "echo hi | " + join(name))) {
            assertThat(passerBy.exitCode()).as(passerBy.toString()).isZero();
        }
        server.await(" " + name + " joins #lobby");
        assertThat(server.output()).noneMatch(line -> line.contains(" eve "));
    }

    @Test
    void aClosedOutputSwallowsWhatIsWrittenThere() throws Exception {
        try (Program ada = listener("ada")) {
            for (String closed : List.of(">&-", "2>&-", ">&- 2>&-")) {
                try (Program bob = shell("", "echo hi | " + join("bob") + closed)) {
                    assertThat(bob.exitCode()).as(closed + " " + bob).isZero();
                }
            }
            assertThat(Files.readString(directory.resolve("server.crt"))).startsWith("-----BEGIN CERTIFICATE");
            ada.endInput();
            assertThat(ada.exitCode()).isZero();
            assertThat(said(ada)).containsExactly("hi", "hi", "hi");
        }
    }

    @Test
    void allBeforeALineThatIsNoTextIsSaidAndNothingBehindIt() throws Exception {
        Files.write(directory.resolve("latin"), "one\ngrüße\nthree\n".getBytes(ISO_8859_1));
        Files.write(directory.resolve("binary"), "two\nx\0y\nthree\n".getBytes(UTF_8));
        Files.writeString(directory.resolve("endless"), "three\n" + "x".repeat(1 << 20));
        try (Program cat = listener("cat")) {
            try (Program join = shell("", join("bob") + "< latin")) {
                expectFailure(join, "line 2 of the input is not valid UTF-8", "iconv");
            }
            try (Program join = shell("", join("bob") + "< binary")) {
                expectFailure(join, "line 2 of the input contains a NUL byte", "");
            }
            try (Program join = shell("", join("bob") + "< endless")) {
                expectFailure(join, "line 2 of the input is longer than 65536 bytes", "shorter lines");
            }
            cat.endInput();
            assertThat(cat.exitCode()).isZero();
            assertThat(said(cat)).containsExactly("one", "two", "three");
        }
    }

    /** A line of maximum length becomes many messages, all of which fit. */
    @Test
    void manyLongLinesArriveWhole() throws Exception {
        String line = "0123456789abcdef".repeat(2000);
        Files.writeString(directory.resolve("long"), (line + "\n").repeat(6));
        try (Program join = shell("", join("bob") + "< long")) {
            assertThat(join.exitCode()).as(join.errors().toString()).isZero();
            assertThat(said(join).collect(Collectors.joining())).isEqualTo(line.repeat(6));
        }
    }

    @Test
    void whatTheLocaleCannotDecodeIsRefused() throws Exception {
        String lost = "cannot be decoded with the locale's encoding, ANSI_X3.4-1968";
        try (Program join = shell("LC_ALL=C", join("eve") + "--room '#küche' < /dev/null")) {
            expectUsage(join, lost);
        }
        try (Program join = shell("LC_ALL=C SECURECHAT_ROOM='#küche'", join("eve") + "< /dev/null")) {
            expectUsage(join, "the environment variable SECURECHAT_ROOM='#k");
        }
        try (Program gencert = shell("LC_ALL=C", "gencert", "user jürgen")) {
            expectUsage(gencert, lost);
        }
        try (Program gencert = shell("LC_ALL=C", "gencert", "--dir 'Schlüssel'")) {
            expectUsage(gencert, lost);
        }
        assertEveNeverCame();
    }

    /** Messages are UTF-8 in any locale, in both directions. */
    @Test
    void textIsUtf8InEveryLocale() throws Exception {
        try (Program bob = shell("LC_ALL=C", "echo 'grüße ✓' | " + join("bob"))) {
            assertThat(bob.exitCode()).as(bob.toString()).isZero();
            assertThat(said(bob)).containsExactly("grüße ✓");
        }
    }

    private static Program listener(String name) throws Exception {
        Program listener = Program.securechat(directory, "join", "--port", port, "--name", name);
        server.await(" " + name + " joins #lobby");
        return listener;
    }

    /** Returns bob's messages as a program has printed them. */
    private static Stream<String> said(Program program) {
        return program.output().stream()
                .filter(line -> line.contains(" bob: "))
                .map(line -> line.replaceFirst(".* bob: ", ""));
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
