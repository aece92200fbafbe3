package io.securechat.cli.terminal;

import io.securechat.Problem;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Standard input, output and error of the process. The number of a descriptor that the caller has closed ({@code <&-},
 * {@code >&-}) goes to the next file that is opened, and the JVM opens its own ({@code lib/modules}, the jar) before this class is
 * loaded. Those must be neither read nor written. A closed input is unreadable; a closed output discards what is written to it, like
 * {@code >/dev/null}.
 */
public final class StandardStreams {
    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final Path NOTHING = Path.of("/dev/null");

    /** Files that occupy the numbers of closed descriptors, so that no file opened later gets them. */
    private static final List<AutoCloseable> PLACEHOLDERS = new ArrayList<>();

    private static boolean inputOpen = true;
    private static boolean outputOpen = true;

    private StandardStreams() {}

    /** Keeps closed streams from being read and written. Must be called first. */
    public static synchronized void secure() {
        boolean errorOpen = true;
        if (Files.isDirectory(DESCRIPTORS)) {
            List<Path> own = filesOfTheJvm();
            inputOpen = isOpen(0, own);
            outputOpen = isOpen(1, own);
            errorOpen = isOpen(2, own);
        }
        if (!inputOpen) {
            System.setIn(new Closed());
        }
        Charset charset = charset();
        System.setOut(new PrintStream(output(), true, charset));
        System.setErr(new PrintStream(
                errorOpen ? new FileOutputStream(FileDescriptor.err) : OutputStream.nullOutputStream(), true, charset));
    }

    /** Returns the files that the JVM itself has open. */
    private static List<Path> filesOfTheJvm() {
        Path library = Path.of(System.getProperty("java.home", ""), "lib");
        Stream<Path> fixed = Stream.of("modules", "server/classes.jsa", "server/classes_nocoops.jsa")
                .map(library::resolve);
        Stream<Path> classPath = Stream.of(
                        System.getProperty("java.class.path", "").split(System.getProperty("path.separator"), -1))
                .flatMap(StandardStreams::path);
        Stream<Path> counters = Stream.of(Path.of(
                System.getProperty("java.io.tmpdir", "/tmp"),
                "hsperfdata_" + System.getProperty("user.name"),
                Long.toString(ProcessHandle.current().pid())));
        // The launcher of a package names its archive of classes.
        Stream<Path> archive =
                Stream.ofNullable(System.getProperty("securechat.archive")).flatMap(StandardStreams::path);
        return Stream.of(fixed, classPath, archive, counters)
                .flatMap(files -> files)
                .filter(Files::exists)
                .toList();
    }

    private static Stream<Path> path(String name) {
        try {
            return Stream.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private static boolean isOpen(int number, List<Path> own) {
        Path descriptor = DESCRIPTORS.resolve(Integer.toString(number));
        try {
            if (!Files.exists(descriptor)) {
                occupy(number);
                return false;
            }
            for (Path file : own) {
                if (Files.isSameFile(descriptor, file)) {
                    return false;
                }
            }
        } catch (IOException e) {
            return true; // unknown: reading or writing will fail if it is closed
        }
        return true;
    }

    private static void occupy(int number) throws IOException {
        PLACEHOLDERS.add(
                number == 0 ? new FileInputStream(NOTHING.toFile()) : new FileOutputStream(NOTHING.toFile(), true));
    }

    /** Returns the locale's encoding, or UTF-8 for a locale such as "C", whose encoding is ASCII. */
    private static Charset charset() {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** Returns standard output, unbuffered. */
    public static synchronized OutputStream output() {
        return outputOpen ? new FileOutputStream(FileDescriptor.out) : OutputStream.nullOutputStream();
    }

    /**
     * Checks that standard input can be read.
     *
     * @throws Problem if standard input is closed or a directory
     */
    public static synchronized void checkInput() {
        if (!inputOpen) {
            throw new Problem(
                    "standard input is closed",
                    "to listen only: " + Problem.command("join --listen")
                            + "; or use an endless input: tail -f /dev/null");
        }
        if (Files.isDirectory(DESCRIPTORS.resolve("0"))) {
            throw new Problem("standard input is a directory", "use a file: " + Problem.command("join < FILE"));
        }
    }

    /** The replacement for a closed standard input. */
    private static final class Closed extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("it is closed");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
