package io.securechat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures a moment with a few clients, for the classes of the class path and the naive server. */
class SeriesTest {
    private static final String JSON = "\\{(\"[a-z0-9_]+\":(\"[^\"]*\"|[0-9.]+|true|false),?)+}";

    @TempDir
    Path folder;

    @Test
    void everythingArrivesOnce() throws Exception {
        String output = measure(folder, null, Scenario.FANOUT, List.of(Contender.values()));
        assertThat(output.lines().filter(line -> line.startsWith("{")))
                .hasSize(2)
                .allMatch(line -> line.matches(JSON))
                .allMatch(line -> line.contains("\"missing\":0,\"doubled\":0,\"thrown_out\":0"))
                .noneMatch(line -> line.contains("\"deliveries_per_s\":0,"));
        assertThat(output).contains("\nfanout\n", "securechat        3  ", "     naive        3  ");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    /** Measures the jar, or the classes, with three clients, and returns what is printed. */
    static String measure(Path folder, @Nullable Path jar, Scenario scenario, List<Contender> contenders)
            throws IOException, InterruptedException {
        Duration second = Duration.ofSeconds(1);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Plan plan = new Plan(second.dividedBy(4), second, 0, 10, 4, 100, 4, "server-time", 0.5, "memory:", java, jar);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, UTF_8);
        try (Workshop workshop = new Workshop(plan, Processors.none(), folder)) {
            Series series = new Series(plan, workshop, out, out);
            series.measure(scenario, contenders, List.of(3), 1);
            series.printTables();
            assertThat(series.failures()).as(bytes.toString(UTF_8)).isZero();
        }
        return bytes.toString(UTF_8);
    }
}
