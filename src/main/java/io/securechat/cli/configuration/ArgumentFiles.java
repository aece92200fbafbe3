package io.securechat.cli.configuration;

import io.securechat.InputFile;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Arguments such as {@code @options}, which stand for the arguments in that file, if it exists. They are separated by blanks; single
 * or double quotes protect blanks. A line that begins with {@code #} is a comment.
 */
public final class ArgumentFiles {
    private static final Pattern WORD = Pattern.compile("\\s*((?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+)");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    private ArgumentFiles() {}

    /**
     * Replaces arguments such as {@code @options} by the arguments in that file.
     *
     * @throws Problem if a file cannot be read, or has an unclosed quote
     */
    public static List<String> expand(String... arguments) {
        List<String> expanded = new ArrayList<>();
        for (String argument : arguments) {
            Path file = argument.startsWith("@") ? file(argument.substring(1)) : null;
            if (file == null) {
                expanded.add(argument);
            } else {
                read(file, expanded);
            }
        }
        return expanded;
    }

    /** Returns the problem with an argument such as {@code @options} without such a file. */
    public static Optional<Problem> missing(String argument) {
        return argument.startsWith("@") && argument.length() > 1
                ? Optional.of(new Problem(
                        "there is no file '" + argument.substring(1) + "'",
                        "@FILE stands for the arguments in a file; check its name"))
                : Optional.empty();
    }

    private static @Nullable Path file(String name) {
        try {
            Path file = Path.of(name);
            return !name.isEmpty() && Files.exists(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static void read(Path file, List<String> expanded) {
        try {
            int number = 0;
            for (String line : InputFile.lines(file, InputFile.TEXT)) {
                number++;
                if (!line.startsWith("#")) {
                    words(line, file, number, expanded);
                }
            }
        } catch (IOException e) {
            throw new Problem("cannot read '" + file + "'", "check the file and its permissions", e);
        }
    }

    private static void words(String line, Path file, int number, List<String> expanded) {
        Matcher words = WORD.matcher(line);
        int end = 0;
        while (words.find(end) && words.start() == end) {
            expanded.add(QUOTED.matcher(words.group(1)).replaceAll("$1$2"));
            end = words.end();
        }
        if (!line.substring(end).isBlank()) {
            throw new Problem("'" + file + "', line " + number + ": unclosed quote", "close the quote");
        }
    }
}
