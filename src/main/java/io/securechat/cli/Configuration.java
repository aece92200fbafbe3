package io.securechat.cli;

import io.securechat.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that are not on the command line: from the environment, and for {@code serve} also from
 * {@code securechat.properties} in the working directory. {@code join} and {@code gencert} do not read that file: they run in
 * any directory, and a file of somebody else's there must not weaken them. The command line comes first, then the
 * environment, then the file.
 */
final class Configuration {
    static final Path FILE = Path.of("securechat.properties");

    private static final List<String> HELP = List.of("--help", "-h", "--version", "-V");

    private final Map<OptionSpec, Setting> settings = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private Configuration() {}

    /**
     * Looks for all options of a command that are not given.
     *
     * @param name of the command, such as {@code serve} or {@code serve.export}
     * @param given the arguments of the command
     * @param variables the whole environment
     * @throws Problem that names the variable, or the file and line, of what is wrong
     */
    static Configuration of(
            String name, CommandSpec spec, List<String> given, Map<String, String> variables, Path file) {
        Configuration configuration = new Configuration();
        Environment environment = new Environment(variables);
        boolean hasFile = Files.exists(file);
        if (given.stream().noneMatch(HELP::contains) && (hasFile || !environment.isEmpty())) {
            configuration.look(Commands.Command.of(name, spec), given, environment, hasFile ? file : null);
        }
        configuration.warnings.addAll(environment.warnings());
        return configuration;
    }

    private void look(Commands.Command command, List<String> given, Environment environment, @Nullable Path path) {
        Commands commands = Commands.load();
        environment.checkNames(commands);
        SettingsFile file = null;
        if (path != null && command.family().equals("serve")) {
            file = SettingsFile.read(path);
            List<String> others = file.checkKeys(commands);
            if (!others.isEmpty()) {
                warnings.add(path.getFileName() + ": only serve reads it, so this sets nothing: "
                        + String.join(", ", others));
            }
        } else if (path != null) {
            warnOfFile(command, path);
        }
        for (OptionSpec option : command.options()) {
            if (!isGiven(option, given)) {
                String key = Commands.keyOf(option);
                Optional<Setting> setting = environment.find(command, key, commands);
                if (setting.isEmpty() && file != null) {
                    setting = file.find(command, key, option.isMultiValue());
                }
                setting.ifPresent(found -> settings.put(option, found));
            }
        }
    }

    /** Anybody may have written the file: errors in it do not matter, but a user who relies on it must know. */
    private void warnOfFile(Commands.Command command, Path file) {
        try {
            if (SettingsFile.read(file).hasKeysOf(command.family())) {
                warnings.add(file.getFileName() + " is not read by " + command.family()
                        + ": use options, or environment variables such as "
                        + Commands.variableOf(command.family() + ".") + "…");
            }
        } catch (Problem notOurs) {
            // Nothing in it counts.
        }
    }

    private static boolean isGiven(OptionSpec option, List<String> given) {
        return Stream.of(option.names())
                .anyMatch(name ->
                        given.stream().anyMatch(argument -> argument.equals(name) || argument.startsWith(name + "=")));
    }

    /** What is configured, as options of a command line. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        settings.forEach((option, setting) -> {
            if (isSwitch(option)) {
                if (isOn(setting)) {
                    arguments.add(option.longestName());
                }
                return;
            }
            setting.values().stream()
                    .flatMap(value -> option.isMultiValue() ? Stream.of(value.split(",", -1)) : Stream.of(value))
                    .map(value -> option.longestName() + "=" + value.strip())
                    .forEach(arguments::add);
        });
        return arguments;
    }

    private static boolean isSwitch(OptionSpec option) {
        return option.arity().max() == 0;
    }

    private static boolean isOn(Setting setting) {
        return switch (setting.values().get(0).strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw new Problem(
                        "invalid value for " + setting.source() + ": '"
                                + setting.values().get(0) + "'",
                        "use true or false");
        };
    }

    /** Warnings of settings without effect, a line each. */
    List<String> warnings() {
        return warnings;
    }

    /** A sentence about an option, naming what has set it if that was not the command line. */
    String named(String sentence) {
        String named = sentence;
        for (Map.Entry<OptionSpec, Setting> entry : settings.entrySet()) {
            Pattern option = Pattern.compile("(?:option )?(?<![\\w-])'?"
                    + Pattern.quote(entry.getKey().longestName()) + "'?(?![\\w-])(?: \\(<?[^)>]*>?\\))?");
            named = option.matcher(named)
                    .replaceAll(Matcher.quoteReplacement(entry.getValue().source()));
        }
        return named;
    }
}
