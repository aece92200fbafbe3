package io.securechat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.PropertiesDefaultProvider;

/**
 * Where an option's value comes from when the command line does not give it: first the environment
 * ({@code SECURECHAT_SENDQ} for {@code --sendq}), then {@code securechat.properties} in the working directory
 * ({@code serve.sendq=…} for one command or {@code sendq=…} for all).
 */
final class Defaults implements IDefaultValueProvider {
    private final Map<String, String> environment;
    private final @Nullable PropertiesDefaultProvider properties;

    Defaults(Map<String, String> environment, Path file) {
        this.environment = environment;
        this.properties = Files.isRegularFile(file) ? new PropertiesDefaultProvider(file.toFile()) : null;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) throws Exception {
        if (!(arg instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
        String value = environment.get("SECURECHAT_" + name);
        return value == null && properties != null ? property(option, properties) : value;
    }

    /** What the file says of {@code serve} holds for its subcommands, too. */
    private static @Nullable String property(OptionSpec option, PropertiesDefaultProvider properties) throws Exception {
        String value = properties.defaultValue(option);
        CommandSpec command = option.command().parent();
        OptionSpec above = command == null ? null : command.findOption(option.longestName());
        return value == null && above != null ? property(above, properties) : value;
    }
}
