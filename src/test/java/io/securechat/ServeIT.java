package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar: a server, and clients at pipes. */
class ServeIT {
    @TempDir
    Path directory;

    @Test
    void fromNothingToAChatAndToAnOrderlyEnd() throws Exception {
        aChat(Path.of(System.getProperty("java.home")));
    }

    @Test
    void theSameOnANewerJdk() throws Exception {
        aChat(newerJdk());
    }

    private void aChat(Path jdk) throws Exception {
        try (Program server = Program.securechat(jdk, directory, "serve", "--dev", "--port", "0", "-v")) {
            assertThat(server.await("^created server.crt, .*")).isNotEmpty();
            String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            server.await("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+\\S* INFO +securechat.local is ready");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("server.key"))))
                    .isEqualTo("rw-------");
            try (Program ada = Program.securechat(jdk, directory, "join", "--port", port, "--name", "ada");
                    Program bob = Program.securechat(jdk, directory, "join", "--port", port, "--name", "bob")) {
                ada.await("connected to localhost:" + port + " as ada");
                bob.await("connected to localhost:" + port + " as bob");
                server.await(" ada joins #lobby");
                server.await(" bob joins #lobby");
                ada.type("the secret is grüße");
                bob.await("\\d\\d:\\d\\d ada: the secret is grüße");
                ada.await("\\d\\d:\\d\\d ada: the secret is grüße");
                ada.endInput();
                assertThat(ada.exitCode()).as(ada.toString()).isZero();
                bob.await("ada left the chat");
                server.terminate();
                assertThat(server.exitCode()).as(server.toString()).isZero();
                assertThat(bob.exitCode()).isEqualTo(1);
                assertThat(bob.errors().get(0)).startsWith("error: ").contains("The server is shutting down");
                assertThat(ada.errors()).isEmpty();
                assertThat(ada.output().toString()).doesNotContain("\u001b");
            }
            server.await("connected with CN=securechat client sha256:[0-9a-f]{64}, TLSv1.3, TLS_\\S+ X25519MLKEM768");
            server.await("ada says 19 characters in #lobby, msgid \\S+");
            server.await("ada at 127.0.0.1:\\d+ disconnected: Quit");
            assertThat(server.output().toString()).doesNotContain("secret");
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void whatIsSaidIsJsonForWhoWantsIt() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--dev", "--port", "0")) {
            String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            try (Program ada = Program.securechat(directory, "join", "--port", port, "--name", "ada", "--json")) {
                ada.type("a \"quoted\" \\ word");
                ada.endInput();
                assertThat(ada.exitCode()).as(ada.toString()).isZero();
                assertThat(ada.output()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
                ada.await("\"text\":\"a \\\\\"quoted\\\\\" \\\\\\\\ word\"");
            }
        }
    }

    @Test
    void monitoringSeesTheServer() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--dev", "--port", "0", "--metrics", "0")) {
            String port = server.await("metrics at http://127\\.0\\.0\\.1:(\\d+)/metrics");
            server.await("securechat.local is ready");
            assertThat(get(port, "/healthz")).isEqualTo("ok\n");
            assertThat(get(port, "/readyz")).isEqualTo("ok\n");
            assertThat(get(port, "/metrics"))
                    .contains("\nsecurechat_users 0.0\n")
                    .contains("\njvm_memory_used_bytes{area=\"heap\"} ")
                    .contains("{kind=\"server\",subject=\"CN=securechat server\"} ")
                    .endsWith("# EOF\n");
            String ends = ends(port);
            try (Program renewal = Program.securechat(directory, "gencert", "--force", "--days", "1")) {
                assertThat(renewal.exitCode()).isZero();
            }
            server.await(" reloaded");
            assertThat(ends(port)).isNotEqualTo(ends);
            server.terminate();
            assertThat(server.exitCode()).as(server.toString()).isZero();
        }
    }

    private static String ends(String port) throws Exception {
        return get(port, "/metrics")
                .lines()
                .filter(line -> line.startsWith("securechat_certificate_expiry_timestamp_seconds"))
                .collect(Collectors.joining());
    }

    private static String get(String port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Accept", "application/openmetrics-text; version=1.0.0")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Path newerJdk() throws Exception {
        Path all = Path.of("/usr/lib/jvm");
        Assumptions.assumeTrue(Files.isDirectory(all), "no folder of JDKs");
        try (Stream<Path> jdks = Files.list(all)) {
            return jdks.filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .filter(jdk -> jdk.getFileName().toString().matches(".*\\b2[5-9]\\b.*"))
                    .findFirst()
                    .orElseGet(() -> Assumptions.abort("no JDK 25 or newer"));
        }
    }
}
