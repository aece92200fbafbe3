package io.securechat.bench;

import io.securechat.Problem;
import io.securechat.tls.TlsProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures securechat's jar, and a naive server beside it, one after the other on the same machine. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Prints a line of JSON for each measurement, and tables at the end.")
public final class Benchmark implements Callable<Integer> {
    /** So that a line of IRC is not too long for it with its source. */
    private static final int MAX_BYTES = 400;

    @Parameters(paramLabel = "SCENARIO", description = "Any of: ${COMPLETION-CANDIDATES}.")
    private List<Scenario> scenarios =
            List.of(Scenario.FANOUT, Scenario.LATENCY, Scenario.HANDSHAKE, Scenario.IDLE, Scenario.SLOW);

    @Option(names = "--server", split = ",", description = "Which to measure: ${COMPLETION-CANDIDATES}.")
    private List<Contender> contenders = List.of(Contender.values());

    @Option(names = "--clients", split = ",", description = "Numbers of clients, instead of each scenario's own.")
    private List<Integer> clients = List.of();

    @Option(names = "--seconds", description = "How long each measurement counts.")
    private int seconds = 5;

    @Option(names = "--warmup", description = "Seconds of the same before.")
    private int warmup = 3;

    @Option(names = "--runs", description = "How often all of it; the tables show medians then.")
    private int runs = 1;

    @Option(names = "--rate", description = "Messages a second for latency; 0: at most 200, and 100,000 deliveries.")
    private double rate;

    @Option(names = "--senders", description = "Clients who say something.")
    private int senders = 10;

    @Option(names = "--window", description = "Messages that each sender has on their way.")
    private int window = 16;

    @Option(names = "--bytes", description = "Bytes of a message's text.")
    private int bytes = 100;

    @Option(names = "--in-flight", description = "Handshakes at a time.")
    private int inFlight = 32;

    @Option(names = "--cap", description = "Capabilities that IRC clients ask for, such as 'server-time message-tags'.")
    private @Nullable String capabilities;

    @Option(names = "--cap-share", description = "The part of the clients that does, from 0 to 1.")
    private double capableShare = 1;

    @Option(names = "--journal", description = "As serve takes it; files are made in a temporary folder.")
    private String journal = "memory:";

    @Option(names = "--folder", description = "Where the temporary folder is made.")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--java", description = "The java that runs the servers.")
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    @Option(names = "--jar", description = "The jar to measure.")
    private Path jar = Path.of("target", "securechat.jar");

    @Option(names = "--plot", description = "Where growth is drawn.")
    private Path plot = Path.of("target", "growth.svg");

    @Option(names = "--no-pin", negatable = true, description = "Whether the server has a processor to itself.")
    private boolean pinned = true;

    /** Ends with 0 when all was measured. */
    public static void main(String[] args) {
        TlsProperties.set();
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, rejected) -> {
                    System.err.println("error: " + e.getMessage());
                    System.err.println("hint: -Dbench.args=--help");
                    return 2;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    System.err.println("error: " + e.getMessage());
                    if (e instanceof Problem problem) {
                        System.err.println("hint: " + problem.hint());
                    }
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        check();
        Plan plan = new Plan(
                Duration.ofSeconds(warmup),
                Duration.ofSeconds(seconds),
                rate,
                senders,
                window,
                bytes,
                inFlight,
                capabilities,
                capableShare,
                journal,
                java,
                jar);
        Processors processors = pinned ? Processors.divide() : Processors.none();
        try (Workshop workshop = new Workshop(plan, processors, folder)) {
            Runtime.getRuntime().addShutdownHook(new Thread(workshop::close));
            Series series = new Series(plan, workshop, System.out, System.err);
            for (int run = 1; run <= runs; run++) {
                for (Scenario scenario : scenarios) {
                    series.measure(scenario, contenders, clients, run);
                }
            }
            series.printTables();
            List<Figures> growth = series.medians(Scenario.GROWTH);
            if (!growth.isEmpty()) {
                Files.writeString(plot, new GrowthPlot(growth).svg());
            }
            return series.failures() == 0 ? 0 : 1;
        }
    }

    private void check() {
        if (!Files.exists(jar)) {
            throw new Problem("there is no " + jar, "make it with mvn -DskipTests package");
        }
        if (bytes < Stamp.LENGTH || bytes > MAX_BYTES) {
            throw new Problem(
                    "a message has " + Stamp.LENGTH + " to " + MAX_BYTES + " bytes, not " + bytes,
                    "try it with --bytes 100");
        }
        if (senders < 1 || clients.stream().anyMatch(n -> n < 3)) {
            throw new Problem("it takes one sender and three clients at least", "try --senders 1 --clients 3");
        }
    }
}
