package io.securechat.cli.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Await;
import io.securechat.Problem;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // a socket works on its own thread
class ControlSocketTest {
    private static final Map<String, ControlCommand> COMMANDS = Map.of(
            "count",
            (request, answer) -> {
                for (long i = 1; i <= (Long) requireNonNull(request.get("to")); i++) {
                    long number = i;
                    answer.line(json -> json.put("number", number).put("text", "a\nb"));
                }
            },
            "refuse",
            (request, answer) -> {
                throw new Problem("it is late", "sleep");
            },
            "fail",
            (request, answer) -> {
                throw new IllegalStateException("broken");
            });

    @TempDir
    Path folder;

    @Test
    void aCommandIsCarriedOutAndAnswered() {
        Path file = folder.resolve("control");
        try (ControlSocket socket = ControlSocket.open(file, COMMANDS)) {
            assertThat(ask(file, "count", 0)).isEmpty();
            assertThat(ask(file, "count", 3))
                    .containsExactly(
                            "{\"number\":1,\"text\":\"a\\u000ab\"}",
                            "{\"number\":2,\"text\":\"a\\u000ab\"}",
                            "{\"number\":3,\"text\":\"a\\u000ab\"}");
            assertThat(ask(file, "count", 20_000)).hasSize(20_000);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onlyTheOwnerMayConnect() throws IOException {
        Path file = folder.resolve("control");
        try (ControlSocket socket = ControlSocket.open(file, COMMANDS)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(folder).isDirectoryContaining(path -> path.equals(file));
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }

    @Test
    void failuresReachTheCaller() {
        Path file = folder.resolve("control");
        try (ControlSocket socket = ControlSocket.open(file, COMMANDS)) {
            refused(file, "refuse", "it is late", "sleep");
            refused(file, "fail", "the command failed: java.lang.IllegalStateException: broken", "log");
            refused(file, "cuont", "the server has no command 'cuont'", "use count");
            refused(file, "tea\u001b", "the server has no command 'tea", "older than this program");
        }
        refused(file, "count", "no server is running with the control socket", "--control FILE");
    }

    @Test
    void oddRequestsAreRefusedAndBounded() throws IOException {
        Path file = folder.resolve("control");
        try (ControlSocket socket = ControlSocket.open(file, COMMANDS)) {
            assertThat(send(file, "nonsense\n")).contains("\"error\":\"not a request: it is not valid JSON");
            assertThat(send(file, "{}\n")).contains("the server has no command 'null'");
            assertThat(send(file, "{\"command\":\"count\",\"to\":\"x\"}\n")).contains("the command failed");
            assertThat(send(file, "x".repeat(LineChannel.MAX_LINE + 1))).isEmpty();
            assertThat(ask(file, "count", 1)).hasSize(1);
        }
    }

    @Test
    void connectionsOverTheLimitAreClosed() throws Exception {
        Path file = folder.resolve("control");
        CountDownLatch end = new CountDownLatch(1);
        ControlCommand wait = (request, answer) -> {
            answer.line(json -> {});
            Await.latch(end);
        };
        try (ControlSocket socket = ControlSocket.open(file, Map.of("wait", wait))) {
            List<SocketChannel> waiting = new ArrayList<>();
            for (int i = 0; i < ControlSocket.MAX_CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
                channel.write(StandardCharsets.UTF_8.encode("{\"command\":\"wait\"}\n"));
                channel.read(ByteBuffer.allocate(1));
                waiting.add(channel);
            }
            for (int i = 0; i < 100; i++) {
                SocketChannel.open(UnixDomainSocketAddress.of(file)).close();
            }
            assertThat(send(file, "{\"command\":\"wait\"}\n")).contains("too many");
            end.countDown();
            for (SocketChannel channel : waiting) {
                channel.close();
            }
            Await.until(() -> send(file, "{\"command\":\"wait\"}\n").contains("done"));
        }
    }

    @Test
    void theSocketOfAKilledServerIsReplacedAndNoOther() throws IOException {
        Path file = folder.resolve("control");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(file));
            assertThatThrownBy(() -> ControlSocket.open(file, COMMANDS))
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith("another server listens on the control socket");
        }
        assertThat(file).exists();
        ControlSocket first = ControlSocket.open(file, COMMANDS);
        Files.delete(file);
        try (ControlSocket second = ControlSocket.open(file, COMMANDS)) {
            first.close();
            assertThat(ask(file, "count", 1)).hasSize(1);
        }
        Files.writeString(file, "diary");
        assertThatThrownBy(() -> ControlSocket.open(file, COMMANDS))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("there is a file of that name");
        assertThat(file).hasContent("diary");
    }

    @Test
    void aFolderThatCannotHaveItIsNamed() {
        assertThatThrownBy(() -> ControlSocket.open(folder.resolve("none/control"), COMMANDS))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no such file or folder");
        assertThatThrownBy(() -> ControlSocket.open(folder.resolve("x".repeat(150)), COMMANDS))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("cannot make the control socket");
        assertThat(folder).isEmptyDirectory();
    }

    private static List<String> ask(Path file, String command, long to) {
        List<String> lines = new ArrayList<>();
        new ControlClient(file).ask(command, json -> json.put("to", to), line -> lines.add(line.json()));
        return lines;
    }

    private static void refused(Path file, String command, String sentence, String hint) {
        assertThatThrownBy(() -> ask(file, command, 1)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem).hasMessageContaining(sentence);
            assertThat(problem.hint()).contains(hint);
        });
    }

    private static String send(Path file, String request) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            StringBuilder answer = new StringBuilder();
            try {
                channel.write(StandardCharsets.UTF_8.encode(request));
            } catch (IOException e) {
                // The server has refused the connection, and its reason can be read.
            }
            try {
                ByteBuffer buffer = ByteBuffer.allocate(8192);
                while (channel.read(buffer) >= 0) {
                    answer.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                    buffer.clear();
                }
            } catch (IOException e) {
                // The server has closed the connection.
            }
            return answer.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
