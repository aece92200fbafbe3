package io.securechat.cli.configuration;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * An option of a parsed command, its value, and where that comes from.
 *
 * @param key its name in the configuration file
 * @param text the value as it is written; empty for none
 * @param place the variable, the file and the line, or in words
 * @param live whether a reload applies a new value
 */
public record OptionValue(String key, String text, String place, boolean live) {
    private static final String USUAL = "default";
    private static final String UNSET = "not set";

    /** Returns the options of a command that has been parsed, in its order, without those that configure nothing. */
    public static List<OptionValue> of(CommandSpec command, Configuration configuration) {
        return command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .filter(option -> !option.longestName().equals(Locations.OPTION))
                .map(option -> of(option, command.commandLine().getParseResult(), configuration))
                .toList();
    }

    private static OptionValue of(OptionSpec option, ParseResult parsed, Configuration configuration) {
        String key = OptionNames.keyOf(option);
        boolean live = isLive(option);
        if (parsed.hasMatchedOption(option)) {
            OptionSpec matched = parsed.matchedOption(option.longestName());
            String text = option.arity().max() == 0 ? "true" : String.join(", ", matched.originalStringValues());
            return new OptionValue(key, text, configuration.place(option).orElse("command line"), live);
        }
        String text = usual(option);
        return new OptionValue(key, text, configuration.place(option).orElse(text.isEmpty() ? UNSET : USUAL), live);
    }

    /** Returns whether an option and its value are the same; either may come from another place. */
    public boolean isSame(OptionValue other) {
        return key.equals(other.key) && text.equals(other.text);
    }

    /** Returns whether a reload applies a new value of an option. */
    public static boolean isLive(OptionSpec option) {
        return option.userObject() instanceof Field field && field.isAnnotationPresent(Live.class);
    }

    /** Returns the default value of an option; empty for none. */
    public static String usual(OptionSpec option) {
        return option.defaultValue() == null
                ? option.isMultiValue() ? "" : Objects.toString(option.initialValue(), "")
                : option.defaultValue();
    }
}
