package io.securechat.cli.configuration;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The names of all options in the environment. Loading them takes time, so that this is done only if they are needed. */
public final class OptionNames {
    private final List<Command> commands;

    /**
     * A command.
     *
     * @param name {@code serve}, or {@code serve.export} for a command of a command
     * @param options without {@code --help} and {@code --version}
     */
    public record Command(String name, List<OptionSpec> options) {
        public static Command of(String name, CommandSpec spec) {
            return new Command(
                    name,
                    spec.options().stream()
                            .filter(option -> !option.usageHelp() && !option.versionHelp())
                            .toList());
        }

        /** Returns {@code serve} for {@code serve.export}. */
        String family() {
            return name.replaceFirst("\\..*", "");
        }

        /** Returns the prefixes that its options may have, the longer one first. */
        List<String> prefixes() {
            return Stream.of(name, family()).distinct().toList();
        }

        boolean has(String option) {
            return options.stream().anyMatch(known -> keyOf(known).equals(option));
        }
    }

    /** @param commands in the order in which they claim a name without a command in front */
    public OptionNames(List<Command> commands) {
        this.commands = List.copyOf(commands);
    }

    /** Returns the name of an option in the file: {@code max-connections} for {@code --max-connections}. */
    static String keyOf(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** Returns the name in the environment for one in the file, such as {@code serve.max-connections}. */
    static String variableOf(String key) {
        return Environment.PREFIX
                + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    /** Returns the options of a command. */
    Command command(String name) {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the names of all settings of a family, such as {@code serve.export.room} and {@code serve.room}. */
    List<String> keys(String family) {
        return commands.stream()
                .filter(command -> command.family().equals(family))
                .flatMap(command -> command.options().stream()
                        .flatMap(option -> command.prefixes().stream().map(prefix -> prefix + "." + keyOf(option))))
                .distinct()
                .toList();
    }

    /** Returns the names of all settings without a command in front. */
    List<String> bareKeys() {
        return commands.stream()
                .flatMap(command -> command.options().stream())
                .map(OptionNames::keyOf)
                .distinct()
                .toList();
    }

    /**
     * Returns whether the name of an option without a command in front applies to a family: the first one that has such an option.
     * The port applies to both {@code serve} and {@code join}, which read different files: {@code config} is that of {@code join}.
     */
    boolean isBareNameOf(String family, String option) {
        if (option.equals("config")) {
            return family.equals("join");
        }
        if (option.equals("port") && family.equals("join")) {
            return true;
        }
        return commands.stream()
                .filter(command -> command.has(option))
                .findFirst()
                .filter(command -> command.family().equals(family))
                .isPresent();
    }
}
