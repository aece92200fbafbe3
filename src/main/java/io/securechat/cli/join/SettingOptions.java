package io.securechat.cli.join;

import io.securechat.Problem;
import io.securechat.cli.terminal.UsageException;
import io.securechat.client.setting.Origin;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import java.util.Locale;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings of the client as options: {@code --bell} and {@code --no-bell}, or {@code --wrap soft}. */
final class SettingOptions {
    private SettingOptions() {}

    /** Adds an option for each setting. */
    static void addTo(CommandSpec command) {
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().validate(false).heading("%nSettings, see /settings and the settings file:%n");
        Setting.ALL.forEach(setting -> group.addArg(option(setting)));
        command.addArgGroup(group.build());
    }

    private static OptionSpec option(Setting<?> setting) {
        OptionSpec.Builder option = OptionSpec.builder("--" + setting.key())
                .description(setting.help().substring(0, 1).toUpperCase(Locale.ROOT)
                        + setting.help().substring(1) + " (default: " + setting.usual() + ")");
        return setting.isOnOff()
                ? option.type(Boolean.class)
                        .arity("0")
                        .negatable(true)
                        .defaultValue("true")
                        .fallbackValue("true")
                        .build()
                : option.type(String.class)
                        .paramLabel(setting.label())
                        .completionCandidates(setting.choices().isEmpty() ? null : setting.choices())
                        .build();
    }

    /**
     * Adds the options of a command line to the settings.
     *
     * @throws UsageException if a value is invalid
     */
    static void put(ParseResult given, Settings settings) {
        for (OptionSpec option : given.matchedOptions()) {
            String key = option.longestName().substring(2);
            if (!Settings.isKey(key)) {
                settings.addOption(key, String.join(", ", option.originalStringValues()), Origin.COMMAND_LINE);
            }
        }
        given.matchedPositionals().stream()
                .limit(1)
                .forEach(host ->
                        settings.addOption("host", host.originalStringValues().get(0), Origin.COMMAND_LINE));
        for (Setting<?> setting : Setting.ALL) {
            String option = "--" + setting.key();
            if (given.hasMatchedOption(option)) {
                String value = String.valueOf(given.<Object>matchedOptionValue(option, ""));
                try {
                    settings.put(setting.key(), value, Origin.COMMAND_LINE);
                } catch (Problem problem) {
                    throw UsageException.invalid(option, value, problem.hint());
                }
            }
        }
    }
}
