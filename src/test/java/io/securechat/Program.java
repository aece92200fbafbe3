package io.securechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A program started by a test, and the lines that it has printed. It ends with the test. */
public final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Lines out;
    private final Lines err;
    private final Writer in;

    private Program(Process process) {
        this.process = process;
        this.out = new Lines(process.getInputStream());
        this.err = new Lines(process.getErrorStream());
        this.in = process.outputWriter(UTF_8);
    }

    /** Starts any program; the test is skipped where it is not installed, and fails in CI. */
    public static Program start(Path directory, List<String> command) throws IOException {
        require(command.get(0));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("SECURECHAT_")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("XDG_STATE_HOME")
                        || name.equals("XDG_CONFIG_HOME"));
        environment.putAll(Map.of("LC_ALL", "C.UTF-8", "HOME", directory.toString(), "TERM", "xterm"));
        return new Program(builder.start());
    }

    /** Starts securechat's jar on the JDK that runs the tests. */
    static Program securechat(Path directory, String... arguments) throws IOException {
        return securechat(Path.of(System.getProperty("java.home")), directory, arguments);
    }

    /** Starts securechat's jar on another JDK. */
    static Program securechat(Path javaHome, Path directory, String... arguments) throws IOException {
        // Native code that a killed program has unpacked is deleted with the test's directory.
        String temporaries = "-Djava.io.tmpdir=" + directory;
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString(), temporaries, "-jar", jar()));
        command.addAll(List.of(arguments));
        return start(directory, command);
    }

    /** Starts a class of the tests' class path. */
    public static Program java(Path directory, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath()));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED"); // as in the jar's manifest; without it, newer JVMs warn
        }
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return start(directory, command);
    }

    /** The class path of this program, for one that runs in another folder. */
    public static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public static String jar() {
        Path jar = Path.of(System.getProperty("securechat.jar", "target/securechat.jar"));
        return jar.toAbsolutePath().toString();
    }

    /** Skips a test that needs a program which is not installed; in CI it fails. */
    static void require(String program) {
        if (program.contains("/")) {
            return;
        }
        boolean found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!found && System.getenv("CI") != null) {
            fail(program + " is not installed");
        } else if (!found) {
            throw new TestAbortedException(program + " is not installed");
        }
    }

    void type(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    void endInput() throws IOException {
        in.close();
    }

    /** Waits for a line of the output that contains a pattern, and returns the match of its last group. */
    public String await(String regex) throws InterruptedException {
        return out.await(regex, this);
    }

    public String awaitError(String regex) throws InterruptedException {
        return err.await(regex, this);
    }

    /** Sends a signal such as {@code TERM}; {@link Process#destroy} would close the output before the last lines. */
    public void signal(String name) throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (sent != 0) {
            fail("it cannot be sent SIG" + name + "\n" + this);
        }
    }

    /** Sends SIGTERM. */
    public void terminate() throws IOException, InterruptedException {
        signal("TERM");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Waits for the program's end and returns its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            fail("it did not end\n" + this);
        }
        out.join();
        err.join();
        return process.exitValue();
    }

    public List<String> output() {
        return out.all();
    }

    public List<String> errors() {
        return err.all();
    }

    /** Kills the program and its children. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    @Override
    public String toString() {
        return "output:\n" + String.join("\n", output()) + "\nerrors:\n" + String.join("\n", errors());
    }

    /** The lines read so far. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        Lines(InputStream in) {
            reader = new Thread(() -> read(in));
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream in) {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(in, UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("(" + e.getMessage() + ")");
            }
            end();
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized String await(String regex, Program program) throws InterruptedException {
            Pattern pattern = Pattern.compile(regex);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; ; i++) {
                while (i == lines.size()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (ended || left <= 0) {
                        return fail("no line is like '" + regex + "'\n" + program);
                    }
                    wait(left);
                }
                Matcher matcher = pattern.matcher(lines.get(i));
                if (matcher.find()) {
                    return matcher.group(matcher.groupCount());
                }
            }
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }

        void join() throws InterruptedException {
            reader.join();
        }
    }
}
