package io.securechat.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Await;
import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.settings.Settings;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.report.Expiry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final List<Expiry> ENDS = Expiry.all(TestServer.SERVER, TestServer.TRUST);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private static MetricsServer metrics(TestServer server, List<Expiry> ends) {
        return new MetricsServer(ANY, monitored(server, ends));
    }

    private static Monitored monitored(TestServer server, List<Expiry> ends) {
        return new Monitored(server.server(), server.journal(), () -> ends, () -> 7);
    }

    private HttpResponse<String> get(MetricsServer metrics, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + metrics.address().getPort() + path));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private List<String> scrape(MetricsServer metrics) throws Exception {
        return get(metrics, "/metrics").body().lines().toList();
    }

    @Test
    void aChatIsMeasured() throws Exception {
        try (TestServer server = new TestServer(
                        new TestSettings().build(), Journals.open("sqlite:" + folder.resolve("chat.db")));
                MetricsServer metrics = metrics(server, ENDS);
                TestClient ada = server.connect();
                TestClient bob = server.connect()) {
            ada.register("ada");
            bob.register("bob");
            refused(server);
            ada.send("JOIN #lab");
            ada.send("PRIVMSG #lab :hello");
            ada.send("PING x");
            while (!ada.receiveLine().contains(" PONG ")) {}
            assertThat(scrape(metrics))
                    .contains(
                            "securechat_answering{part=\"chat\"} 1.0",
                            "securechat_answering{part=\"journal\"} 1.0",
                            "securechat_answering{part=\"loops\"} 1.0",
                            "securechat_clients 2.0",
                            "securechat_users 2.0",
                            "securechat_unregistered 0.0",
                            "securechat_handshakes_total{cause=\"accepted\",result=\"accepted\"} 2.0",
                            "securechat_handshakes_total{cause=\"unknown_ca\",result=\"refused\"} 1.0",
                            "securechat_journal_writable 1.0",
                            "securechat_log_dropped_lines_total 7.0",
                            "securechat_journal_refused_total 0.0",
                            "securechat_journal_waiting 0.0",
                            "securechat_send_queue_bytes 0.0")
                    .anyMatch(line -> line.matches("securechat_received_messages_total [1-9].*"))
                    .anyMatch(line -> line.matches("securechat_sent_messages_total [1-9].*"))
                    .anyMatch(line -> line.matches("securechat_sent_bytes_total [1-9].*"))
                    .anyMatch(line -> line.matches("securechat_journal_entries_total [1-9].*"))
                    .anyMatch(line -> line.matches("securechat_journal_commit_seconds_count [1-9].*"))
                    .anyMatch(line -> line.matches("jvm_memory_used_bytes\\{area=\"heap\"} [1-9].*"))
                    .anyMatch(line -> line.matches("process_start_time_seconds [1-9].*"));
        }
    }

    private static void refused(TestServer server) throws Exception {
        try (TestClient eve = new TestClient(
                server.address(),
                new SelfSigned(Clock.systemUTC(), Duration.ofDays(1)).client(),
                TestServer.SERVER.certificate())) {
            assertThatThrownBy(() -> {
                        eve.send("NICK eve\r\nUSER eve 0 * :Eve");
                        eve.receive();
                    })
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void whatTheLimitsDelayAndRefuseIsMeasured() throws Exception {
        TestSettings settings =
                new TestSettings().maxConnections(1).flood(new Settings.Rate(20, Duration.ofSeconds(1)));
        try (TestServer server = new TestServer(settings.build(), Journals.open("memory:"));
                MetricsServer metrics = metrics(server, ENDS);
                TestClient ada = server.connect()) {
            ada.register("ada");
            try (TestClient bob = server.connect()) {
                bob.send("NICK bob");
                assertThat(bob.receive()).contains("The server is full");
            }
            for (int i = 0; i < 40; i++) {
                ada.send("PING " + i);
            }
            while (!ada.receiveLine().endsWith(" PONG test.server :39")) {}
            assertThat(scrape(metrics))
                    .contains("securechat_refused_connections_total 1.0")
                    .anyMatch(line -> line.matches("securechat_flood_delays_total [1-9].*"))
                    .anyMatch(line -> line.matches("securechat_flood_delay_seconds_total (?!0\\.0$).*"));
        }
    }

    @Test
    void certificatesAreShownWithTheirEndTheFirstHundred() throws Exception {
        List<Expiry> ends = new ArrayList<>(List.of(
                new Expiry(Expiry.Kind.SERVER, "CN=\"a\" server", Instant.ofEpochSecond(1_900_000_000), ""),
                new Expiry(Expiry.Kind.CA, "CN=ca", Instant.ofEpochSecond(1_900_000_001), ""),
                new Expiry(Expiry.Kind.CA, "CN=ca", Instant.ofEpochSecond(1_900_000_002), "")));
        for (int i = 0; i < 200; i++) {
            ends.add(new Expiry(Expiry.Kind.PIN, "CN=" + i, Instant.ofEpochSecond(1_900_000_003), ""));
        }
        try (TestServer server = new TestServer();
                MetricsServer metrics = metrics(server, ends)) {
            String name = "securechat_certificate_expiry_timestamp_seconds";
            List<String> shown = scrape(metrics).stream()
                    .filter(line -> line.startsWith(name))
                    .toList();
            assertThat(shown)
                    .hasSize(Families.MAX_ENDS)
                    .contains(
                            name + "{kind=\"server\",subject=\"CN=\\\"a\\\" server\"} 1.9E9",
                            name + "{kind=\"ca\",subject=\"CN=ca\"} 1.900000001E9");
        }
    }

    @Test
    void clientsThatAcceptOpenMetricsGetIt() throws Exception {
        try (TestServer server = new TestServer();
                MetricsServer metrics = metrics(server, ENDS)) {
            HttpResponse<String> open =
                    get(metrics, "/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
            assertThat(open.headers().firstValue("content-type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(open.body()).endsWith("# EOF\n").contains("\nsecurechat_users 0.0\n");
            assertThat(get(metrics, "/metrics").headers().firstValue("content-type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
        }
    }

    @Test
    void aServerThatWorksIsHealthyAndReady() throws Exception {
        try (TestServer server = new TestServer();
                MetricsServer metrics = metrics(server, ENDS)) {
            for (String path : List.of("/healthz", "/readyz", "/readyz?verbose")) {
                HttpResponse<String> answer = get(metrics, path);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("ok\n");
            }
        }
    }

    @Test
    void aJournalThatCannotBeWrittenIsNotReadyUntilItCan() throws Exception {
        Path file = folder.resolve("chat.db");
        try (TestServer server = new TestServer(new TestSettings().build(), Journals.open("sqlite:" + file));
                MetricsServer metrics = metrics(server, ENDS)) {
            assertThat(get(metrics, "/readyz").statusCode()).isEqualTo(200);
            Path aside = folder.resolve("aside.db");
            Files.move(file, aside);
            Await.until(() -> answers(metrics, "/readyz", 503));
            assertThat(get(metrics, "/readyz").body()).isEqualTo("the server's journal cannot be written\n");
            assertThat(get(metrics, "/healthz").statusCode()).isEqualTo(200);
            assertThat(scrape(metrics)).contains("securechat_journal_writable 0.0");
            Files.move(aside, file);
            Await.until(() -> answers(metrics, "/readyz", 200));
            assertThat(scrape(metrics)).contains("securechat_journal_writable 1.0");
        }
    }

    private boolean answers(MetricsServer metrics, String path, int status) {
        try {
            return get(metrics, path).statusCode() == status;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void expiredCertificatesAreNotReady() throws Exception {
        Instant past = Instant.ofEpochSecond(1_000_000_000);
        List<Expiry> expired = List.of(
                new Expiry(Expiry.Kind.SERVER, "CN=chat", past, ""), new Expiry(Expiry.Kind.CA, "CN=Team", past, ""));
        try (TestServer server = new TestServer();
                MetricsServer metrics = metrics(server, expired)) {
            HttpResponse<String> answer = get(metrics, "/readyz");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("""
                    the server's certificate CN=chat expired at 2001-09-09T01:46:40Z
                    all trusted certificates have expired
                    """);
        }
    }

    @Test
    void aChatThatHangsIsSeen() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Journal journal = new Forwarding(Journals.open("memory:")) {
            @Override
            public void append(Entry.Draft draft, Listener listener) {
                if (draft.text().equals("hang")) {
                    hangs.countDown();
                    Await.latch(free);
                }
                super.append(draft, listener);
            }
        };
        try (TestServer server = new TestServer(new TestSettings().build(), journal);
                MetricsServer metrics = metrics(server, ENDS);
                TestClient ada = server.connect()) {
            try {
                ada.register("ada");
                ada.send("PRIVMSG #lobby :hang");
                Await.latch(hangs);
                HttpResponse<String> answer = get(metrics, "/healthz");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).isEqualTo("the thread chat does not answer\n");
                assertThat(scrape(metrics))
                        .contains("securechat_answering{part=\"chat\"} 0.0", "securechat_answering{part=\"loops\"} 1.0")
                        .noneMatch(line -> line.startsWith("securechat_users"));
            } finally {
                free.countDown();
            }
            Await.until(() -> answers(metrics, "/healthz", 200));
        }
    }

    @Test
    void onlyGetAndHeadOfThreePathsAreAnswered() throws Exception {
        try (TestServer server = new TestServer();
                MetricsServer metrics = metrics(server, ENDS)) {
            assertThat(get(metrics, "/").statusCode()).isEqualTo(404);
            assertThat(get(metrics, "/").body()).isEqualTo("use /metrics, /healthz or /readyz\n");
            assertThat(raw(metrics, "POST /metrics HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"))
                    .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                    .contains("\r\nallow: GET, HEAD\r\n");
            assertThat(raw(metrics, "GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ");
            assertThat(raw(metrics, "GET /healthz HTTP/1.1\r\nHost: [::1]:9464\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(raw(metrics, "HEAD /metrics HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .matches("(?s).*\r\ncontent-length: [1-9]\\d*\r\n.*")
                    .endsWith("\r\n\r\n");
            assertThat(raw(metrics, "GET /healthz HTTP/1.1\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n"))
                    .containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void whatIsNoRequestIsRefused() throws Exception {
        try (TestServer server = new TestServer();
                MetricsServer metrics = metrics(server, ENDS)) {
            for (String bad : List.of(
                    "hello\r\n\r\n",
                    "GET /" + "x".repeat(2000) + " HTTP/1.1\r\n\r\n",
                    "GET /metrics HTTP/1.1\r\nX: " + "x".repeat(9000) + "\r\n\r\n")) {
                assertThat(raw(metrics, bad)).startsWith("HTTP/1.1 400 Bad Request\r\n");
            }
            assertThat(get(metrics, "/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void connectionsAreFewAndShort() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (TestServer server = new TestServer();
                MetricsServer metrics = new MetricsServer(ANY, monitored(server, ENDS), Duration.ofSeconds(2))) {
            for (int i = 0; i < MetricsServer.MAX_CONNECTIONS + 1; i++) {
                silent.add(new Socket(ANY.getAddress(), metrics.address().getPort()));
            }
            for (Socket socket : silent) {
                socket.setSoTimeout(60_000);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(get(metrics, "/healthz").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aPortInUseIsReported() {
        try (TestServer server = new TestServer();
                MetricsServer metrics = metrics(server, ENDS)) {
            InetSocketAddress taken = metrics.address();
            assertThatThrownBy(() -> new MetricsServer(taken, monitored(server, ENDS)))
                    .isInstanceOf(Problem.class)
                    .hasMessage(
                            "cannot listen on 127.0.0.1:" + taken.getPort() + " for the metrics: the port is in use");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsReported() {
        try (TestServer server = new TestServer()) {
            for (String host : List.of("192.0.2.1", "host.invalid")) {
                InetSocketAddress wrong = InetSocketAddress.createUnresolved(host, 9464);
                assertThatThrownBy(() -> new MetricsServer(wrong, monitored(server, ENDS)))
                        .isInstanceOf(Problem.class)
                        .hasMessageStartingWith("cannot listen on " + host + ":9464 for the metrics: th");
            }
        }
    }

    private static String raw(MetricsServer metrics, String request) throws IOException {
        try (Socket socket = new Socket(ANY.getAddress(), metrics.address().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
