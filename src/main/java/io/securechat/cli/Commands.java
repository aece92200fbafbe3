package io.securechat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All commands and their options, by the names that they have in the environment and in {@code securechat.properties}.
 * Loading them takes time, so this is only done where something is configured.
 */
final class Commands {
    private final List<Command> all;

    /**
     * A command.
     *
     * @param name {@code serve}, or {@code serve.export} for a command of a command
     * @param options without {@code --help} and {@code --version}
     */
    record Command(String name, List<OptionSpec> options) {
        static Command of(String name, Object command) {
            return of(name, CommandSpec.forAnnotatedObject(command));
        }

        static Command of(String name, CommandSpec spec) {
            return new Command(
                    name,
                    spec.options().stream()
                            .filter(option -> !option.usageHelp() && !option.versionHelp())
                            .toList());
        }

        /** {@code serve} of {@code serve.export}. */
        String family() {
            return name.replaceFirst("\\..*", "");
        }

        /** The prefixes that its options may have, the more exact one first. */
        List<String> prefixes() {
            return Stream.of(name, family()).distinct().toList();
        }

        boolean has(String option) {
            return options.stream().anyMatch(known -> keyOf(known).equals(option));
        }
    }

    private Commands(List<Command> all) {
        this.all = List.copyOf(all);
    }

    static Commands load() {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.of("serve", new Serve()));
        commands.add(Command.of("join", new Join()));
        commands.add(Command.of("gencert", new Gencert()));
        add(commands, "serve", Serve.COMMANDS.stream().map(name -> named(name, Serve.subcommand(name))));
        add(commands, "gencert", Gencert.COMMANDS.stream().map(name -> named(name, Gencert.subcommand(name))));
        return new Commands(commands);
    }

    private static Optional<Command> named(String name, @Nullable Object command) {
        return Optional.ofNullable(command).map(found -> Command.of(name, found));
    }

    private static void add(List<Command> commands, String family, Stream<Optional<Command>> more) {
        more.flatMap(Optional::stream)
                .map(command -> new Command(family + "." + command.name(), command.options()))
                .forEach(commands::add);
    }

    /** The name of an option in the file: {@code max-connections} for {@code --max-connections}. */
    static String keyOf(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** The name in the environment of what is called {@code serve.max-connections} in the file. */
    static String variableOf(String key) {
        return Environment.PREFIX
                + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    /** All names that settings of a family may have, such as {@code serve.export.room} and {@code serve.room}. */
    List<String> keys(String family) {
        return all.stream()
                .filter(command -> command.family().equals(family))
                .flatMap(command -> command.options().stream()
                        .flatMap(option -> command.prefixes().stream().map(prefix -> prefix + "." + keyOf(option))))
                .distinct()
                .toList();
    }

    /** All names that settings may have without a command in front. */
    List<String> bareKeys() {
        return all.stream()
                .flatMap(command -> command.options().stream())
                .map(Commands::keyOf)
                .distinct()
                .toList();
    }

    /**
     * Whether the name of an option without a command in front is meant for a command: {@code serve} where it has such an
     * option, else {@code join}, else the others. The port of the server is the same to {@code serve} and {@code join}.
     */
    boolean isBareNameOf(String family, String option) {
        if (option.equals("port") && family.equals("join")) {
            return true;
        }
        return all.stream()
                .filter(command -> command.has(option))
                .findFirst()
                .filter(command -> command.family().equals(family))
                .isPresent();
    }
}
