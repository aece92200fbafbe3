package io.securechat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The end of a process that cannot continue: its memory is exhausted, or a class cannot be loaded because the jar was replaced. A
 * server that works by half would confirm messages that it cannot deliver. It prints a message to standard error and exits with
 * {@value #STATUS}, so that a supervisor restarts it. Confirmed messages are on the disk by then.
 */
public final class Fatal {
    /** The exit status of a process that cannot continue. */
    public static final int STATUS = 3;

    /** Allocated in advance: when it is printed, there may be no memory for it. */
    private static final byte[] OUT_OF_MEMORY = """
            error: out of memory: the process ends; all confirmed messages are stored
            hint: restart it with more memory (-Xmx) or lower limits (--max-connections, --sendq)
            """.getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_CAUSES = 20;

    private Fatal() {}

    /**
     * Ends the process if a failure is an {@link Error}, or was caused by one. Call this wherever a thread catches a
     * {@link Throwable} to continue. A {@link StackOverflowError} or {@link AssertionError} affects one task only and, like every
     * other exception, returns.
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
                        "the process cannot continue: " + cause,
                        "restart it; this is expected if its jar was replaced while it ran");
            }
            cause = cause.getCause();
        }
    }

    /** Ends the process with a message and a hint, like a {@link Problem}. */
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

    /**
     * Writes to the file descriptor, because the log and {@link System#err} allocate memory and may be locked by a stuck thread. Halts,
     * because shutdown hooks need memory and threads that may no longer be there.
     */
    private static void end(byte[] text) {
        try (FileOutputStream error = new FileOutputStream(FileDescriptor.err)) {
            error.write(text);
        } catch (IOException | OutOfMemoryError e) {
            // The exit status remains.
        } finally {
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
