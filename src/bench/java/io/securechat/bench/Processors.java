package io.securechat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The division of the processors: the first one is reserved for the server under test, and the generator has the others, so that
 * neither slows the other down and all servers have the same. Needs Linux, taskset and two processors.
 */
final class Processors {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private final List<Integer> allowed;

    private Processors(List<Integer> allowed) {
        this.allowed = allowed;
    }

    /** Moves this process to its processors if there are at least two. */
    static Processors divide() throws IOException, InterruptedException {
        Processors processors = new Processors(allowed());
        if (processors.arePinned() && !processors.pinSelf()) {
            return none();
        }
        return processors;
    }

    /** Leaves the division to the operating system. */
    static Processors none() {
        return new Processors(List.of());
    }

    boolean arePinned() {
        return allowed.size() > 1;
    }

    /** Returns the prefix of a server's command. */
    List<String> prefix() {
        return arePinned() ? List.of("taskset", "-c", allowed.get(0).toString()) : List.of();
    }

    private boolean pinSelf() throws InterruptedException {
        String rest = allowed.stream().skip(1).map(String::valueOf).collect(Collectors.joining(","));
        String self = Long.toString(ProcessHandle.current().pid());
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", rest, self)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the processors that this process may use; none if they are unknown. */
    private static List<Integer> allowed() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return List.of();
        }
        String list = Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(ALLOWED))
                .map(line -> line.substring(ALLOWED.length()).trim())
                .findFirst()
                .orElse("");
        return list.isEmpty() ? List.of() : parse(list);
    }

    /** Parses a list such as {@code 0-3,8}. */
    static List<Integer> parse(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }
}
