package io.securechat.cli;

import io.securechat.InputFile;
import io.securechat.Problem;
import java.io.Console;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The passphrase of a key, from a file's first line or from the terminal; asked for only when the key is encrypted. */
final class Passphrase implements Supplier<char[]> {
    private final @Nullable Path file;
    private final Path key;

    Passphrase(@Nullable Path file, Path key) {
        this.file = file;
        this.key = key;
    }

    @Override
    @SuppressWarnings("SystemConsoleNull") // where it is not null without a terminal, it reads nothing
    public char[] get() {
        if (file != null) {
            return firstLine(file);
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Passphrase of %s: ", key);
        if (typed == null) {
            throw new Problem(
                    "'" + key + "' is encrypted and there is nobody to ask for its passphrase",
                    "put the passphrase into a file and name it with --passphrase-file");
        }
        return typed;
    }

    /** @throws Problem when the file cannot be read */
    static char[] firstLine(Path file) {
        return firstLine(file, "passphrase", "--passphrase-file");
    }

    /**
     * The first line of a file.
     *
     * @param what is in it, in words for the user
     * @param option that names the file
     * @throws Problem when the file cannot be read
     */
    static char[] firstLine(Path file, String what, String option) {
        try {
            List<String> lines = InputFile.lines(file, InputFile.SMALL);
            return lines.isEmpty() ? new char[0] : lines.get(0).toCharArray();
        } catch (NoSuchFileException e) {
            String hint = "write the " + what + " into its first line, or leave " + option + " away";
            throw new Problem("there is no file '" + file + "'", hint, e);
        } catch (IOException e) {
            throw new Problem(
                    "cannot read the " + what + " from '" + file + "'",
                    "check " + option + " and the file's permissions",
                    e);
        }
    }
}
