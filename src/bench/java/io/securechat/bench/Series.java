package io.securechat.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import io.securechat.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Successive measurements, each with a newly started server, and their results. */
final class Series {
    /** Open files of a program besides its connections. */
    private static final int OTHER_FILES = 300;

    private final Plan plan;
    private final Workshop workshop;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<Case, List<Figures>> found = new LinkedHashMap<>();
    private int failures;

    private record Case(Scenario scenario, int clients, Contender contender) {}

    Series(Plan plan, Workshop workshop, PrintStream out, PrintStream err) {
        this.plan = plan;
        this.workshop = workshop;
        this.out = out;
        this.err = err;
    }

    /** Measures the servers in turn with the same number of clients, then with the next number. */
    void measure(Scenario scenario, List<Contender> contenders, List<Integer> sizes, int run) throws IOException {
        for (int clients : scenario.sizes(plan, sizes)) {
            for (Contender contender : contenders) {
                if (scenario.isFor(contender)) {
                    measure(new Case(scenario, clients, contender), run);
                }
            }
        }
    }

    private void measure(Case each, int run) throws IOException {
        long files = openFiles();
        if (each.clients + OTHER_FILES > files) {
            err.println("skipped: " + each.clients + " clients need " + (each.clients + OTHER_FILES)
                    + " open files, and the limit is " + files + " (ulimit -n)");
            return;
        }
        try (Measurement measurement = new Measurement(
                plan, each.contender.tongue(), workshop.start(each.contender), workshop.clientContext())) {
            Figures figures = new Figures()
                    .put("scenario", each.scenario.label())
                    .put("server", each.contender.label())
                    .put("clients", each.clients)
                    .put("run", run)
                    .putAll(each.scenario.run(measurement, each.clients))
                    .put("pinned", workshop.isPinned())
                    .put("java", plan.java().toString());
            found.computeIfAbsent(each, none -> new ArrayList<>()).add(figures);
            out.println(figures.json());
        } catch (Problem e) {
            failures++;
            err.println(each.contender.label() + " with " + each.clients + " clients: " + e.getMessage());
        }
    }

    /** Returns the limit of open files, which the servers inherit. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** The number of failed measurements. */
    int failures() {
        return failures;
    }

    /** Returns the medians of all runs of a scenario, for each server and number of clients. */
    List<Figures> medians(Scenario scenario) {
        return found.entrySet().stream()
                .filter(entry -> entry.getKey().scenario == scenario)
                .map(entry -> Figures.median(entry.getValue()))
                .toList();
    }

    /** Prints the results, a table for each scenario. */
    void printTables() {
        Stream.of(Scenario.values()).forEach(scenario -> {
            List<Figures> rows = medians(scenario);
            if (!rows.isEmpty()) {
                out.println("\n" + scenario.label());
                out.println(Table.of(rows));
            }
        });
    }
}
