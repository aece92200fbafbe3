package io.securechat.cli.configuration;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}: the configuration file of {@code serve} and its commands. {@link Configuration} reads it before they run. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file (default: " + Locations.USUAL + ", if it exists)")
    @SuppressWarnings("UnusedVariable") // Configuration reads the file before the options are parsed
    private @Nullable Path file;
}
