package io.securechat.cli;

import io.securechat.Nearest;
import io.securechat.Problem;
import io.securechat.cli.configuration.ArgumentFiles;
import io.securechat.cli.option.Converters.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that picocli refuses, in our words. */
final class WrongUsage {
    /** The name of an option in a message of picocli. */
    private static final Pattern NAME = Pattern.compile("'(-[\\w-]+)'");

    private static final int MAX_SUGGESTIONS = 3;

    private WrongUsage() {}

    static Problem problem(ParameterException e) {
        String words = CommandTree.words(e.getCommandLine());
        String help = Problem.command((words + " --help").strip());
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, words, help);
        } else if (e instanceof MissingParameterException missing) {
            ArgSpec first = missing.getMissing().get(0);
            return first instanceof OptionSpec option
                    ? new Problem(option.longestName() + " has no value", form(option) + ", see " + help, e)
                    : new Problem("the argument '" + first.paramLabel() + "' is missing", help, e);
        }
        OptionSpec option = option(e);
        if (option == null && e.getArgSpec() != null && e.getCause() instanceof InvalidValueException invalid) {
            return invalid(e.getArgSpec().paramLabel(), e, String.valueOf(invalid.getMessage()));
        } else if (option == null) {
            return new Problem(firstLine(e), help, e);
        } else if (e instanceof OverwrittenOptionException) {
            return new Problem(option.longestName() + " is given twice", "omit one of them", e);
        } else if (e.getCause() instanceof InvalidValueException invalid) {
            return invalid(option.longestName(), e, String.valueOf(invalid.getMessage()));
        } else if (e.getCause() instanceof TypeConversionException) {
            return invalid(option.longestName(), e, option.type() == int.class ? "use a whole number" : help);
        } else if (option.arity().max() == 0) {
            return new Problem(option.longestName() + " takes no value", form(option) + ", see " + help, e);
        }
        return new Problem(firstLine(e), help, e);
    }

    /** Returns the option that is used wrongly. Picocli may only name it in its message. */
    private static @Nullable OptionSpec option(ParameterException e) {
        if (e.getArgSpec() instanceof OptionSpec option) {
            return option;
        }
        Matcher named = NAME.matcher(firstLine(e));
        return named.find() ? e.getCommandLine().getCommandSpec().findOption(named.group(1)) : null;
    }

    private static Problem invalid(String name, ParameterException e, String hint) {
        return new Problem("invalid value for " + name + ": '" + e.getValue() + "'", hint, e);
    }

    private static Problem unmatched(UnmatchedArgumentException e, String words, String help) {
        String first = e.getUnmatched().get(0);
        Optional<Problem> missing = ArgumentFiles.missing(first);
        if (missing.isPresent()) {
            return missing.get();
        } else if (e.isUnknownOption()) {
            return new Problem("unknown option '" + first + "'", hint(Nearest.all(name(first), names(e)), help), e);
        } else if (CommandTree.hasSubcommands(e.getCommandLine())) {
            String typed = (words + " " + first).strip();
            return new Problem("there is no command '" + typed + "'", hint(CommandTree.nearest(typed), help), e);
        }
        return new Problem("unexpected argument '" + first + "'", help, e);
    }

    private static String hint(List<String> near, String help) {
        String meant = near.stream().limit(MAX_SUGGESTIONS).collect(Collectors.joining(" or "));
        return meant.isEmpty() ? help : "did you mean " + meant + "? " + help;
    }

    /** Returns an option without its value. */
    private static String name(String argument) {
        return argument.replaceFirst("=.*", "");
    }

    private static List<String> names(ParameterException e) {
        return e.getCommandLine().getCommandSpec().options().stream()
                .flatMap(option -> option.negatable()
                        ? Stream.of(option.longestName(), negated(option))
                        : Stream.of(option.longestName()))
                .toList();
    }

    private static String negated(OptionSpec option) {
        return "--no-" + option.longestName().substring(2);
    }

    private static String form(OptionSpec option) {
        return option.arity().max() > 0
                ? "use " + option.longestName() + " " + option.paramLabel()
                : "use " + option.longestName() + (option.negatable() ? " or " + negated(option) : " alone");
    }

    private static String firstLine(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
