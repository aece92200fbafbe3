package io.securechat.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.securechat.Await;
import io.securechat.Program;
import io.securechat.history.store.Journals;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.tls.report.Expiry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in docs/operating, with a real Prometheus. */
class MonitoringTest {
    private static final Path DOCS = Path.of("docs", "operating").toAbsolutePath();
    private static final Path ALERTS = DOCS.resolve("alerts.yml");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: (.+)$");
    private static final Pattern SERIES = Pattern.compile("\\b((?:securechat|jvm|process)_\\w+)");
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    @Test
    void theAlertRulesAreValidAndEachIsRaisedByItsFault() throws Exception {
        promtool("check", "rules", ALERTS.toString());
        promtool("test", "rules", DOCS.resolve("alerts.test.yml").toString());
        String tests = Files.readString(DOCS.resolve("alerts.test.yml"));
        assertThat(Pattern.compile("alert: (\\w+)")
                        .matcher(Files.readString(ALERTS))
                        .results()
                        .map(match -> match.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(alert -> assertThat(tests).contains("alertname=\"" + alert + "\""));
    }

    @Test
    void prometheusReadsAllThatTheAlertsAndTheDashboardAskFor() throws Exception {
        int port = freePort();
        try (TestServer server = new TestServer(
                        new TestSettings().build(), Journals.open("sqlite:" + folder.resolve("chat.db")));
                MetricsServer metrics = new MetricsServer(
                        ANY,
                        new Monitored(
                                server.server(),
                                server.journal(),
                                () -> Expiry.all(TestServer.SERVER, TestServer.TRUST),
                                () -> 0));
                TestClient ada = server.connect()) {
            ada.register("ada");
            Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s}
                    rule_files: ['%s']
                    scrape_configs:
                      - job_name: securechat
                        static_configs: [{targets: ['127.0.0.1:%d']}]
                    """.formatted(
                            ALERTS, metrics.address().getPort()));
            promtool("check", "config", config.toString());
            lint(metrics);
            try (Program prometheus = Program.start(
                    folder,
                    List.of(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port))) {
                prometheus.awaitError("Server is ready to receive web requests");
                String url = "http://127.0.0.1:" + port;
                Await.until(() -> !query(url, "up{job=\"securechat\"} == 1").isEmpty());
                Set<String> series = new TreeSet<>();
                for (String expression : expressions()) {
                    query(url, expression);
                    SERIES.matcher(expression).results().map(MatchResult::group).forEach(series::add);
                }
                List<String> present = query(url, "group by (__name__) ({job=\"securechat\"})");
                assertThat(series)
                        .hasSizeGreaterThan(25)
                        .allSatisfy(name -> assertThat(present).anyMatch(answer -> answer.startsWith(name + " => ")));
                assertThat(query(url, "securechat_users")).hasSize(1).allMatch(answer -> answer.contains("=> 1 @"));
            }
        }
    }

    /** Returns all expressions of the alerts and the dashboard. */
    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>(EXPRESSION
                .matcher(Files.readString(ALERTS))
                .results()
                .map(match -> match.group(1))
                .toList());
        try (JsonParser dashboard =
                new JsonFactory().createParser(DOCS.resolve("grafana.json").toFile())) {
            for (JsonToken token = dashboard.nextToken(); token != null; token = dashboard.nextToken()) {
                if (token == JsonToken.FIELD_NAME && dashboard.currentName().equals("expr")) {
                    expressions.add(dashboard
                            .nextTextValue()
                            .replace("$__rate_interval", "1m")
                            .replace("$instance", ".*"));
                }
            }
        }
        assertThat(expressions).hasSizeGreaterThan(40);
        return expressions;
    }

    /** Lets Prometheus judge the names and the texts of our metrics. */
    private void lint(MetricsServer metrics) throws Exception {
        String text = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + metrics.address().getPort() + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Path scrape = Files.writeString(folder.resolve("scrape"), text);
        try (Program lint = Program.start(folder, List.of("sh", "-c", "promtool check metrics < '" + scrape + "'"))) {
            assertThat(lint.exitCode()).as(lint.toString()).isZero();
            assertThat(Stream.concat(lint.output().stream(), lint.errors().stream()))
                    .isEmpty();
        }
    }

    private void promtool(String... arguments) throws Exception {
        run(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList());
    }

    private List<String> query(String url, String expression) {
        try {
            return run(List.of("promtool", "query", "instant", url, expression)).stream()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.toList());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> run(List<String> command) throws IOException, InterruptedException {
        try (Program program = Program.start(folder, command)) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
            return program.output();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
