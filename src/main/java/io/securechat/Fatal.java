package io.securechat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process when it cannot keep its promises any more: when memory is exhausted, or a class cannot be loaded because the
 * program's file has changed. A half-working server would confirm what it cannot deliver, so it ends with a sentence on standard
 * error and with {@value #STATUS}, on which a supervisor restarts it. What was confirmed is on the disk by then.
 */
public final class Fatal {
    /** The exit status of a process that ended because it could not go on. */
    public static final int STATUS = 3;

    /** Made before it is needed: when it is printed there may be no memory for it. */
    private static final byte[] OUT_OF_MEMORY = """
            error: out of memory: the process ends, and what was confirmed is safe
            hint: restart it with more memory (-Xmx), or allow less (--max-connections, --sendq)
            """.getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_CAUSES = 20;

    private Fatal() {}

    /**
     * Ends the process if a failure is fatal: an {@link Error}, or an exception that was caused by one. To be called wherever
     * a {@link Throwable} is caught so that a thread goes on. A {@link StackOverflowError} or {@link AssertionError} spoils one
     * task only, and returns like every other exception.
     */
    public static void check(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                end(OUT_OF_MEMORY);
            }
            if (cause instanceof Error
                    && !(cause instanceof StackOverflowError)
                    && !(cause instanceof AssertionError)) {
                end(
                        "the process cannot go on: " + cause,
                        "restart it; if its jar was replaced while it ran, nothing else is wrong");
            }
            cause = cause.getCause();
        }
    }

    /** Ends the process with a sentence and a hint, like a {@link Problem}. */
    public static void end(String message, String hint) {
        byte[] text;
        try {
            text = ("error: " + oneLine(message) + "\nhint: " + oneLine(hint) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (OutOfMemoryError e) {
            text = OUT_OF_MEMORY;
        }
        end(text);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Neither the log nor {@link System#err} is used: both allocate, and may be locked by a thread that does not go on. */
    private static void end(byte[] text) {
        try (FileOutputStream error = new FileOutputStream(FileDescriptor.err)) {
            error.write(text);
        } catch (IOException | OutOfMemoryError e) {
            // Nobody can be told; the status tells it.
        } finally {
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
