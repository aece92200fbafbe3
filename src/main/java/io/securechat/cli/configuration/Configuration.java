package io.securechat.cli.configuration;

import io.securechat.Problem;
import io.securechat.client.setting.Origin;
import io.securechat.client.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options from the environment; for {@code serve} also from its configuration file, and for {@code join} from the user's settings file.
 * None of them is looked for in the working directory, where a file of another user could weaken them. The command line has
 * precedence, then the environment, then the file.
 */
public final class Configuration {
    private static final List<String> HELP = List.of("--help", "-h", "--version", "-V");

    private final Map<OptionSpec, Setting> settings = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private List<String> given;
    private @Nullable Settings client;

    private Configuration(List<String> given) {
        this.given = given;
    }

    /**
     * Collects the options of a command that are not given.
     *
     * @param command its name, such as {@code serve} or {@code serve.export}, and its options
     * @param given the arguments of the command
     * @param variables all variables of the process
     * @param names loads the names of all options
     * @throws Problem if a variable or a line of the file is invalid
     */
    public static Configuration of(
            OptionNames.Command command,
            List<String> given,
            Map<String, String> variables,
            Locations locations,
            Supplier<OptionNames> names) {
        Configuration configuration = new Configuration(given);
        Environment environment = new Environment(variables);
        if (given.stream().noneMatch(HELP::contains)) {
            if (!environment.isEmpty()) {
                configuration.take(command, environment, names.get());
            }
            if (command.family().equals("serve")) {
                configuration.serve(command, locations, names);
            } else if (command.name().equals("join")) {
                configuration.join(command, variables);
            }
        }
        configuration.warnings.addAll(environment.warnings());
        return configuration;
    }

    /** Adds what the environment says. */
    private void take(OptionNames.Command command, Environment environment, OptionNames names) {
        environment.checkNames(names);
        for (OptionSpec option : command.options()) {
            if (!isGiven(option)) {
                environment.find(command, option, names).ifPresent(found -> settings.put(option, found));
            }
        }
    }

    /** Returns what the environment says of {@code --config}. */
    private Optional<Setting> configured() {
        return settings.entrySet().stream()
                .filter(entry -> entry.getKey().longestName().equals(Locations.OPTION))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Adds what the configuration file of {@code serve} says. */
    private void serve(OptionNames.Command command, Locations locations, Supplier<OptionNames> names) {
        Optional<Path> path = locations.find(given, configured());
        if (path.isEmpty()) {
            return;
        }
        SettingsFile file = SettingsFile.read(path.get());
        file.checkKeys(command.name().equals("serve") ? command : names.get().command("serve"));
        for (OptionSpec option : command.options()) {
            if (!isGiven(option) && !settings.containsKey(option)) {
                file.find(option).ifPresent(found -> settings.put(option, found));
            }
        }
    }

    /** Adds what the user's settings file says. */
    private void join(OptionNames.Command command, Map<String, String> variables) {
        JoinFile file = new JoinFile(command, given, configured(), variables);
        Settings own = file.settings();
        for (OptionSpec option : command.options()) {
            String key = OptionNames.keyOf(option);
            Setting variable = settings.get(option);
            if (variable != null && Settings.isKey(key)) {
                settings.remove(option);
                put(own, key, variable);
            } else if (variable != null) {
                own.addOption(key, variable.text(), Origin.ENVIRONMENT);
            } else if (!isGiven(option) && !Settings.isKey(key)) {
                file.find(option).ifPresent(found -> {
                    settings.put(option, found);
                    own.addOption(key, found.text(), file.origin(key));
                });
            }
        }
        given = file.arguments();
        client = own;
    }

    private static void put(Settings own, String key, Setting set) {
        try {
            own.put(key, set.values().get(0), Origin.ENVIRONMENT);
        } catch (Problem problem) {
            throw new Problem(
                    "invalid value for " + set.source() + ": '" + set.values().get(0) + "'", problem.hint(), problem);
        }
    }

    private boolean isGiven(OptionSpec option) {
        return Stream.of(option.names())
                .anyMatch(name ->
                        given.stream().anyMatch(argument -> argument.equals(name) || argument.startsWith(name + "=")));
    }

    /** Returns the settings as options of a command line. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        settings.forEach((option, setting) -> {
            if (isSwitch(option)) {
                if (isOn(setting)) {
                    arguments.add(option.longestName());
                }
                return;
            }
            setting.values().forEach(value -> arguments.add(option.longestName() + "=" + value));
        });
        return arguments;
    }

    private static boolean isSwitch(OptionSpec option) {
        return option.arity().max() == 0;
    }

    private static boolean isOn(Setting setting) {
        return switch (setting.values().get(0).strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "on", "yes" -> true;
            case "false", "0", "off", "no" -> false;
            default ->
                throw new Problem(
                        "invalid value for " + setting.source() + ": '"
                                + setting.values().get(0) + "'",
                        "use true or false");
        };
    }

    /** Returns the variable, or the file and the line, that sets an option; empty for one that is given or has its default. */
    Optional<String> place(OptionSpec option) {
        return Optional.ofNullable(settings.get(option)).map(Setting::place);
    }

    /** Returns the given arguments, in which the server of a profile stands for its name. */
    public List<String> given() {
        return given;
    }

    /** Returns the settings of the client, for {@code join}. */
    public Optional<Settings> client() {
        return Optional.ofNullable(client);
    }

    /** Returns warnings of settings without effect, one line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns a problem that names the variable or line that sets the option that is wrong, in place of the option. */
    public Problem named(Problem problem) {
        String before = String.valueOf(problem.getMessage());
        String sentence = named(before);
        String origin = sentence.equals(before)
                ? settings.entrySet().stream()
                        .filter(entry -> concerns(problem, entry.getKey(), entry.getValue()))
                        .findFirst()
                        .map(entry -> "; " + OptionNames.keyOf(entry.getKey()) + " is set in "
                                + entry.getValue().place())
                        .orElse("")
                : "";
        return new Problem(sentence, problem.hint() + origin, problem);
    }

    /** Returns whether a problem is about a setting: its hint names the option, or it names the file that is set. */
    private static boolean concerns(Problem problem, OptionSpec option, Setting setting) {
        return mentions(option).matcher(problem.hint()).find()
                || setting.values().stream()
                        .anyMatch(value -> value.contains("/")
                                && String.valueOf(problem.getMessage()).contains(value));
    }

    /** Returns a sentence about an option with the variable or line that sets it in place of the option. */
    public String named(String sentence) {
        String named = sentence;
        for (Map.Entry<OptionSpec, Setting> entry : settings.entrySet()) {
            named = mentions(entry.getKey())
                    .matcher(named)
                    .replaceAll(Matcher.quoteReplacement(entry.getValue().source()));
        }
        return named;
    }

    private static Pattern mentions(OptionSpec option) {
        return Pattern.compile("(?:option )?(?<![\\w-])'?" + Pattern.quote(option.longestName())
                + "'?(?![\\w-])(?: \\(<?[^)>]*>?\\))?");
    }
}
