package io.securechat.cli;

import io.securechat.Problem;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A passphrase that the user chooses: from a file's first line, or typed twice on the terminal. */
final class NewPassphrase implements Supplier<char[]> {
    private final @Nullable Path file;
    private final String prompt;

    NewPassphrase(@Nullable Path file, String prompt) {
        this.file = file;
        this.prompt = prompt;
    }

    /** Empty when the user wants none, or there is nobody to ask. */
    @Override
    @SuppressWarnings("SystemConsoleNull") // where it is not null without a terminal, it reads nothing
    public char[] get() {
        if (file != null) {
            char[] first = Passphrase.firstLine(file);
            if (first.length == 0) {
                throw new Problem("there is no passphrase in '" + file + "'", "write one into its first line");
            }
            return first;
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("%s", prompt);
        if (console == null || typed == null || typed.length == 0) {
            return new char[0];
        }
        char[] again = console.readPassword("The same again: ");
        boolean same = Arrays.equals(typed, again);
        if (again != null) {
            Arrays.fill(again, '\0');
        }
        if (!same) {
            throw new Problem("the two passphrases differ", "nothing was written; run it again");
        }
        return typed;
    }
}
