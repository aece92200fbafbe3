package io.securechat.cli.configuration;

import io.securechat.Problem;
import java.nio.file.Files;
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
 * Options from the environment and, for {@code serve}, from {@code securechat.properties} in the working directory. {@code join} and
 * {@code gencert} do not read that file: they run in any directory, where a file of another user must not weaken them. The command
 * line has precedence, then the environment, then the file.
 */
public final class Configuration {
    public static final Path FILE = Path.of("securechat.properties");

    private static final List<String> HELP = List.of("--help", "-h", "--version", "-V");

    private final Map<OptionSpec, Setting> settings = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private Configuration() {}

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
            Path file,
            Supplier<OptionNames> names) {
        Configuration configuration = new Configuration();
        Environment environment = new Environment(variables);
        boolean hasFile = Files.exists(file);
        if (given.stream().noneMatch(HELP::contains) && (hasFile || !environment.isEmpty())) {
            configuration.collect(command, given, environment, hasFile ? file : null, names.get());
        }
        configuration.warnings.addAll(environment.warnings());
        return configuration;
    }

    private void collect(
            OptionNames.Command command,
            List<String> given,
            Environment environment,
            @Nullable Path path,
            OptionNames names) {
        environment.checkNames(names);
        SettingsFile file = null;
        if (path != null && command.family().equals("serve")) {
            file = SettingsFile.read(path);
            List<String> others = file.checkKeys(names);
            if (!others.isEmpty()) {
                warnings.add(path.getFileName() + ": only serve reads this file, so these keys set nothing: "
                        + String.join(", ", others));
            }
        } else if (path != null) {
            warnOfFile(command, path);
        }
        for (OptionSpec option : command.options()) {
            if (!isGiven(option, given)) {
                String key = OptionNames.keyOf(option);
                Optional<Setting> setting = environment.find(command, key, names);
                if (setting.isEmpty() && file != null) {
                    setting = file.find(command, key, option.isMultiValue());
                }
                setting.ifPresent(found -> settings.put(option, found));
            }
        }
    }

    /** Warns a user who relies on the file. Errors in it do not matter: anybody may have written it. */
    private void warnOfFile(OptionNames.Command command, Path file) {
        try {
            if (SettingsFile.read(file).hasKeysOf(command.family())) {
                warnings.add(file.getFileName() + " is not read by " + command.family()
                        + ": use options, or environment variables such as "
                        + OptionNames.variableOf(command.family() + ".") + "…");
            }
        } catch (Problem ignored) {
            // The file is not read.
        }
    }

    private static boolean isGiven(OptionSpec option, List<String> given) {
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

    /** Returns warnings of settings without effect, one line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns a sentence about an option with the variable or line that sets it in place of the option. */
    public String named(String sentence) {
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
