package io.securechat.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script for fish, for which picocli has no generator: one line for each command, option and argument. */
final class FishScript {
    private final CommandLine root;
    private final List<String> lines = new ArrayList<>();

    FishScript(CommandLine root) {
        this.root = root;
    }

    String text() {
        List<String> paths = new ArrayList<>();
        add(root, "", paths);
        String names = String.join(" ", paths.stream().map(FishScript::quoted).toList());
        return function(names) + String.join("\n", lines) + "\n";
    }

    /** Returns a function that compares the words which are names of commands. */
    private static String function(String names) {
        return """
                # Completion of securechat in fish.
                function __securechat_is
                    set -l path
                    for word in (commandline -opc)[2..]
                        set -l longer (string join ' ' -- $path $word)
                        contains -- $longer %s; or break
                        set path $longer
                    end
                    test "$path" = "$argv"
                end
                complete -c securechat -f
                """.formatted(names);
    }

    private void add(CommandLine command, String path, List<String> paths) {
        command.getSubcommands().forEach((name, sub) -> {
            if (sub.getCommandSpec().usageMessage().hidden()) {
                return;
            }
            String words = (path + " " + name).strip();
            paths.add(words);
            line(
                    path,
                    "-a " + name,
                    String.join("", sub.getCommandSpec().usageMessage().header()));
            add(sub, words, paths);
        });
        CommandSpec spec = command.getCommandSpec();
        spec.options().stream().filter(option -> !option.hidden()).forEach(option -> add(option, path));
        spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .forEach(argument -> line(path, argument(argument), ""));
    }

    private void line(String path, String what, String description) {
        lines.add(
                "complete -c securechat -n " + quoted("__securechat_is " + path).strip() + " " + what
                        + (description.isEmpty() ? "" : " -d " + quoted(description)));
    }

    private void add(OptionSpec option, String path) {
        String value = option.arity().max() == 0 ? "" : " " + argument(option) + " -r";
        for (String name : option.names()) {
            String letters = name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1);
            line(path, letters + value, description(option));
        }
        if (option.negatable()) {
            line(path, "-l no-" + option.longestName().substring(2), "Do without " + option.longestName());
        }
    }

    private static String argument(ArgSpec argument) {
        if (Stream.of(argument.auxiliaryTypes()).anyMatch(Path.class::equals)) {
            return "-F";
        }
        List<String> candidates = candidates(argument.completionCandidates());
        return candidates.isEmpty() ? "-f" : "-f -a " + quoted(String.join(" ", candidates));
    }

    private static List<String> candidates(@Nullable Iterable<String> candidates) {
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false).toList();
    }

    /** Returns the first words of a description, up to its details. */
    private static String description(OptionSpec option) {
        return String.join("", option.description()).replaceFirst("(?s)(?: \\(|[;:]|%n).*", "");
    }

    private static String quoted(String text) {
        return "'" + escaped(text) + "'";
    }

    /** Returns a text as it is written between single quotes. */
    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
