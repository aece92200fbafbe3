package io.securechat.bench;

import io.securechat.Problem;
import io.securechat.TemporaryFolder;
import io.securechat.tls.TlsProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures the effect of one malicious client on the messages of others: the latency of friendly pairs before, during and after
 * each attack. The server has its default limits. All connections are on loopback.
 */
@Command(
        name = "ill-willed",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Prints the latencies of other clients during attacks on a server, as a table.")
public final class IllWilled implements Callable<Integer> {
    /** Limits of the 99th percentile during an attack: as a multiple of the quiet one, and in milliseconds. */
    private static final double FACTOR = 3;

    private static final double MOST_MILLIS = 50;

    private static final Duration SETTLE = Duration.ofSeconds(2);

    @Parameters(paramLabel = "ATTACK", description = "Attacks: ${COMPLETION-CANDIDATES}.")
    private List<Attack> attacks = List.of(Attack.values());

    @Option(names = "--seconds", description = "Duration of each attack and of the measurement before them, in seconds.")
    private int seconds = 8;

    @Option(names = "--heap", description = "The server's -Xmx (default: that of the JVM).")
    private @Nullable String heap;

    @Option(names = "--serve", split = " ", description = "More options for the server.")
    private List<String> options = List.of();

    @Option(names = "--java", description = "Java program that runs the server.")
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    @Option(names = "--jar", description = "Jar to attack.")
    private Path jar = Path.of("target", "securechat.jar");

    @Option(names = "--no-pin", negatable = true, description = "Reserve a processor for the server, or not.")
    private boolean pinned = true;

    /** Exits with 0 if the latency stayed within its limits during every attack, otherwise with 1. */
    public static void main(String[] args) {
        TlsProperties.set();
        System.exit(new CommandLine(new IllWilled())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Processors processors = pinned ? Processors.divide() : Processors.none();
        try (TemporaryFolder folder = new TemporaryFolder("securechat-ill-willed")) {
            return measure(processors, folder.path());
        }
    }

    private int measure(Processors processors, Path folder) throws IOException {
        Team team = new Team(folder);
        Files.writeString(folder.resolve("oper.password"), "correct horse battery staple\n");
        List<Figures> rows = new ArrayList<>();
        try (Server server = Server.start(command(processors, folder), folder);
                Pairs pairs = new Pairs(team, server.port())) {
            Generator.pause(SETTLE.multipliedBy(2));
            pairs.take();
            double quiet = measure("quiet", rows, server, pairs, () -> {
                Generator.pause(Duration.ofSeconds(seconds));
                return 0;
            });
            boolean good = true;
            for (Attack attack : attacks) {
                good &= attack(attack, quiet, rows, server, pairs, team);
            }
            System.out.println(Table.of(rows));
            return good ? 0 : 1;
        }
    }

    private List<String> command(Processors processors, Path folder) {
        List<String> command = new ArrayList<>(processors.prefix());
        command.add(java.toString());
        command.add("-Djava.io.tmpdir=" + folder);
        if (heap != null) {
            command.add("-Xmx" + heap);
        }
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "serve", "--host", "127.0.0.1", "--port", "0"));
        command.addAll(List.of("--operator", "boss", "--oper-password-file", "oper.password"));
        command.addAll(options);
        return command;
    }

    /** Runs an attack, and checks that the server has recovered afterwards. Returns false if either went wrong. */
    private boolean attack(Attack attack, double quiet, List<Figures> rows, Server server, Pairs pairs, Team team) {
        double during;
        try (Assault assault =
                new Assault(server.port(), team.member("mallory"), team.guest(), Duration.ofSeconds(seconds))) {
            during = measure(attack.label(), rows, server, pairs, () -> {
                attack.run(assault);
                return assault.refused();
            });
        }
        Generator.pause(SETTLE);
        pairs.take();
        Generator.pause(SETTLE);
        Histogram after = pairs.take();
        boolean asBefore = server.isAlive() && pairs.areHere() && isOpen(server, team);
        boolean within = during > 0 && during <= Math.max(FACTOR * quiet, 1) && during <= MOST_MILLIS;
        rows.get(rows.size() - 1)
                .put("p99_after_ms", after.getValueAtPercentile(99) / 1e6)
                .put("as_before", asBefore)
                .put("within", within);
        if (!server.isAlive()) {
            System.out.println(Table.of(rows));
            throw new Problem("the server has ended during " + attack.label(), "see its log");
        }
        return asBefore && within;
    }

    /** Returns whether the server accepts a new client. */
    private static boolean isOpen(Server server, Team team) {
        try (Assault newcomer = new Assault(server.port(), team.member("newcomer"), team.guest(), SETTLE)) {
            return newcomer.members(1).size() == 1;
        }
    }

    /** @param meanwhile runs during the measurement, and returns the number of refused or closed connections */
    private static double measure(String what, List<Figures> rows, Server server, Pairs pairs, LongSupplier meanwhile) {
        Duration cpu = server.cpu();
        long start = System.nanoTime();
        long refused = meanwhile.getAsLong();
        double took = (System.nanoTime() - start) / 1e9;
        Histogram latencies = pairs.take();
        double p99 = latencies.getValueAtPercentile(99) / 1e6;
        Figures row = new Figures()
                .put("attack", what)
                .put("messages", latencies.getTotalCount())
                .put("p50_ms", latencies.getValueAtPercentile(50) / 1e6)
                .put("p99_ms", p99)
                .put("max_ms", latencies.getMaxValue() / 1e6)
                .put("server_cpu", server.cpu().minus(cpu).toNanos() / 1e9 / took)
                .put("rss_mb", server.residentKilobytes() / 1024)
                .put("refused", refused);
        if (rows.isEmpty()) {
            row.put("p99_after_ms", p99).put("as_before", true).put("within", true);
        }
        rows.add(row);
        System.err.println(Table.of(List.of(row)));
        return p99;
    }
}
