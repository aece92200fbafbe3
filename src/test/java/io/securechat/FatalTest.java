package io.securechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each failure in a process of its own, because fatal ones end it. */
class FatalTest {
    private static final int GOES_ON = 42;

    /** Meets a failure as a thread does that wants to go on. */
    public static void main(String[] args) {
        Fatal.check(failure(args[0]));
        System.exit(GOES_ON);
    }

    private static Throwable failure(String name) {
        return switch (name) {
            case "heap" -> new OutOfMemoryError("Java heap space");
            case "wrapped" -> new CompletionException(new IllegalStateException(new OutOfMemoryError("direct memory")));
            case "linkage" -> new NoClassDefFoundError("a\nb");
            case "deep" -> new StackOverflowError();
            default -> new IllegalStateException(name);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            heap      |  3 | error: out of memory: the process ends, and what was confirmed is safe
            wrapped   |  3 | error: out of memory: the process ends, and what was confirmed is safe
            linkage   |  3 | error: the process cannot go on: java.lang.NoClassDefFoundError: a?b
            exception | 42 | ''
            deep      | 42 | ''
            """)
    void endsTheProcessOnlyWhereItCannotGoOn(String failure, int status, String sentence)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FatalTest.class.getName(),
                        failure)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(status, process.waitFor(), said);
        assertEquals(sentence, said.lines().findFirst().orElse(""));
        assertEquals(sentence.isEmpty() ? 0 : 2, said.lines().count(), said);
    }
}
