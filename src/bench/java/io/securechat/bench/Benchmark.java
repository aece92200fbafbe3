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

/** Measures securechat's jar and a naive server, one after the other on the same machine. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Prints each measurement as a line of JSON, and tables at the end.")
public final class Benchmark implements Callable<Integer> {
    /** Limit of the text, so that an IRC line has space for the source of the message. */
    private static final int MAX_BYTES = 400;

    @Parameters(paramLabel = "SCENARIO", description = "Scenarios: ${COMPLETION-CANDIDATES}.")
    private List<Scenario> scenarios =
            List.of(Scenario.FANOUT, Scenario.LATENCY, Scenario.HANDSHAKE, Scenario.IDLE, Scenario.SLOW);

    @Option(names = "--server", split = ",", description = "Servers to measure: ${COMPLETION-CANDIDATES}.")
    private List<Contender> contenders = List.of(Contender.values());

    @Option(names = "--clients", split = ",", description = "Numbers of clients (default: those of the scenario).")
    private List<Integer> clients = List.of();

    @Option(names = "--seconds", description = "Duration of each measurement, in seconds.")
    private int seconds = 5;

    @Option(names = "--warmup", description = "Duration of the warm-up before each measurement, in seconds.")
    private int warmup = 3;

    @Option(names = "--runs", description = "Repetitions of all measurements; the tables show medians.")
    private int runs = 1;

    @Option(names = "--rate", description = "Messages per second for latency; 0: up to 200, and up to 100,000 deliveries.")
    private double rate;

    @Option(names = "--senders", description = "Number of clients that send messages.")
    private int senders = 10;

    @Option(names = "--window", description = "Messages in flight per sender.")
    private int window = 16;

    @Option(names = "--bytes", description = "Length of a message's text in bytes.")
    private int bytes = 100;

    @Option(names = "--in-flight", description = "Concurrent handshakes.")
    private int inFlight = 32;

    @Option(names = "--cap", description = "Capabilities that IRC clients request, such as 'server-time message-tags'.")
    private @Nullable String capabilities;

    @Option(names = "--cap-share", description = "Share of the clients that request them, 0 to 1.")
    private double capableShare = 1;

    @Option(names = "--journal", description = "Journal as in serve --journal; files are created in a temporary folder.")
    private String journal = "memory:";

    @Option(names = "--folder", description = "Parent of the temporary folder.")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--java", description = "Java program that runs the servers.")
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    @Option(names = "--jar", description = "Jar to measure.")
    private Path jar = Path.of("target", "securechat.jar");

    @Option(names = "--plot", description = "File for the plot of growth.")
    private Path plot = Path.of("target", "growth.svg");

    @Option(names = "--no-pin", negatable = true, description = "Reserve a processor for the server, or not.")
    private boolean pinned = true;

    /** Exits with 0 if all measurements succeeded. */
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
            throw new Problem("there is no " + jar, "build it: mvn -DskipTests package");
        }
        if (bytes < Stamp.LENGTH || bytes > MAX_BYTES) {
            throw new Problem(
                    "the text of a message has " + Stamp.LENGTH + " to " + MAX_BYTES + " bytes, not " + bytes,
                    "try --bytes 100");
        }
        if (senders < 1 || clients.stream().anyMatch(n -> n < 3)) {
            throw new Problem("a measurement needs at least one sender and three clients", "try --senders 1 --clients 3");
        }
    }
}
