package io.securechat;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * An error that the user can fix: one sentence that states it, with the value, and a hint with the command that fixes it. Every
 * layer may throw it; the command line prints it as {@code error: …} and {@code hint: …}, never as a stack trace.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The system property with which the launcher of a package names itself. */
    private static final String PROGRAM = "securechat.program";

    private final String hint;

    /**
     * @param message the error, in one sentence without a full stop
     * @param hint the way to fix it, preferably a command to type (see {@link #command})
     */
    public Problem(String message, String hint) {
        this(message, hint, null);
    }

    public Problem(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }

    /**
     * Returns a securechat command as the user can type it: {@code command("gencert --force")} is
     * {@code securechat gencert --force} if the launcher of a package has started the program, and
     * {@code java -jar target/securechat.jar gencert --force} if it was started from that file.
     */
    public static String command(String arguments) {
        String started = System.getProperty("java.class.path", "");
        boolean isJar = started.matches("[^:;]*\\.jar");
        String jar = isJar && File.separatorChar == '/' ? Shell.word(started) : started;
        return program(isJar ? jar : "securechat.jar") + " " + arguments;
    }

    /** Returns the command that starts the program, for help texts, which do not say where the jar is. */
    public static String program() {
        return program("securechat.jar");
    }

    private static String program(String jar) {
        return System.getProperty(PROGRAM, "java -jar " + jar);
    }
}
