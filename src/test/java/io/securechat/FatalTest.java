package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs each failure in its own process, because fatal ones end it. */
class FatalTest {
    private static final int GOES_ON = 42;

    @TempDir
    Path directory;

    /** Handles a failure like a thread that continues. */
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
            heap      |  3 | error: out of memory: the process ends; all confirmed messages are stored
            wrapped   |  3 | error: out of memory: the process ends; all confirmed messages are stored
            linkage   |  3 | error: the process cannot continue: java.lang.NoClassDefFoundError: a?b
            exception | 42 | ''
            deep      | 42 | ''
            """)
    void endsTheProcessOnlyWhereItCannotGoOn(String failure, int status, String sentence)
            throws IOException, InterruptedException {
        try (Program process = Program.java(directory, FatalTest.class, failure)) {
            assertThat(process.exitCode()).as(process.toString()).isEqualTo(status);
            if (sentence.isEmpty()) {
                assertThat(process.errors()).isEmpty();
            } else {
                assertThat(process.errors()).hasSize(2).startsWith(sentence);
            }
        }
    }
}
