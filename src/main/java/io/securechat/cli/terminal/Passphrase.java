package io.securechat.cli.terminal;

import io.securechat.InputFile;
import io.securechat.Problem;
import java.io.Console;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The passphrase of a private key: the first line of a file, which is read each time, or typed once at the terminal and kept in
 * memory, as is the key that it decrypts. It is requested only if the key is encrypted.
 */
public final class Passphrase implements Supplier<char[]> {
    private final @Nullable Path file;
    private final Path key;
    private char @Nullable [] typed;
    private boolean prompting = true;

    public Passphrase(@Nullable Path file, Path key) {
        this.file = file;
        this.key = key;
    }

    public @Nullable Path file() {
        return file;
    }

    /** Stops prompting: nobody may be at the terminal of a running server. */
    public void stopPrompting() {
        prompting = false;
    }

    /** @throws Problem if the file cannot be read, or there is no terminal to prompt at */
    @Override
    public char[] get() {
        if (file != null) {
            return firstLine(file);
        }
        if (typed == null) {
            if (!prompting) {
                throw new Problem(
                        "'" + key + "' is now encrypted, and a running server cannot prompt for the passphrase",
                        "restart the server with --passphrase-file FILE");
            }
            typed = prompt("Passphrase for " + key + ": ");
        }
        if (typed == null) {
            throw new Problem(
                    "'" + key + "' is encrypted, and there is no terminal to prompt for the passphrase",
                    "write the passphrase to a file and use --passphrase-file FILE");
        }
        return typed.clone();
    }

    /**
     * Returns a new passphrase, from the first line of a file or typed twice at the terminal; empty if the user enters none or there
     * is no terminal.
     *
     * @throws Problem if the file cannot be read or its first line is empty, or the passphrases typed differ
     */
    public static char[] choose(@Nullable Path file, String prompt) {
        if (file != null) {
            char[] first = firstLine(file);
            if (first.length == 0) {
                throw new Problem("there is no passphrase in '" + file + "'", "write the passphrase in its first line");
            }
            return first;
        }
        char[] typed = prompt(prompt);
        if (typed == null || typed.length == 0) {
            return new char[0];
        }
        char[] again = prompt("Repeat passphrase: ");
        boolean same = Arrays.equals(typed, again);
        if (again != null) {
            Arrays.fill(again, '\0');
        }
        if (!same) {
            throw new Problem("the passphrases differ", "nothing was written; run the command again");
        }
        return typed;
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 22 and newer return one without a terminal, too, which reads nothing
    private static char @Nullable [] prompt(String prompt) {
        Console console = System.console();
        return console == null ? null : console.readPassword("%s", prompt);
    }

    /**
     * Returns the first line of a passphrase file.
     *
     * @throws Problem if the file cannot be read
     */
    public static char[] firstLine(Path file) {
        return firstLine(file, "passphrase", "--passphrase-file");
    }

    /**
     * Returns the first line of a file.
     *
     * @param content the noun for it, for error messages
     * @param option the option that names the file
     * @throws Problem if the file cannot be read
     */
    public static char[] firstLine(Path file, String content, String option) {
        try {
            List<String> lines = InputFile.lines(file, InputFile.SMALL);
            return lines.isEmpty() ? new char[0] : lines.get(0).toCharArray();
        } catch (NoSuchFileException e) {
            String hint = "write the " + content + " in its first line, or omit " + option;
            throw new Problem("there is no file '" + file + "'", hint, e);
        } catch (IOException e) {
            throw new Problem(
                    "cannot read the " + content + " from '" + file + "'",
                    "check " + option + " and the permissions of the file",
                    e);
        }
    }
}
