package io.securechat.cli.configuration;

import io.securechat.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The places where the configuration file of {@code serve} may be.
 *
 * @param usual the file used if none is named and it exists
 * @param directory the working directory, where {@code securechat.properties} was read in the past
 */
public record Locations(Path usual, Path directory) {
    static final String OPTION = "--config";
    static final String USUAL = "/etc/securechat/serve.conf";

    private static final String FORMER = "securechat.properties";

    /** The places on this machine. */
    public static Locations ofSystem() {
        return new Locations(Path.of(USUAL), Path.of(""));
    }

    /**
     * Returns the file.
     *
     * @param given the arguments of the command
     * @param variable the setting of {@code --config} in the environment
     * @throws Problem if a named file does not exist, or a file of an earlier version would be ignored
     */
    Optional<Path> find(List<String> given, Optional<Setting> variable) {
        Optional<Path> named = named(given, variable);
        if (named.isPresent()) {
            return named;
        } else if (Files.isRegularFile(directory.resolve(FORMER))) {
            throw new Problem(
                    FORMER + " in the working directory is not read any more",
                    "move its lines, without \"serve.\" in front, to a file for " + OPTION + " FILE, or to " + USUAL);
        }
        return Optional.of(usual).filter(Files::exists);
    }

    /** Returns the file that the command line or the environment names. */
    static Optional<Path> named(List<String> given, Optional<Setting> variable) {
        return value(given)
                .map(name -> existing(name, "create it, or omit " + OPTION))
                .or(() -> variable.map(
                        setting -> existing(setting.values().get(0), "create it, or: unset " + setting.source())));
    }

    private static Path existing(String name, String hint) {
        try {
            Path path = Path.of(name);
            if (Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // There is no such file, either.
        }
        throw new Problem("there is no file '" + name + "'", hint);
    }

    private static Optional<String> value(List<String> given) {
        for (int i = given.size() - 1; i >= 0; i--) {
            if (given.get(i).startsWith(OPTION + "=")) {
                return Optional.of(given.get(i).substring(OPTION.length() + 1));
            } else if (given.get(i).equals(OPTION) && i + 1 < given.size()) {
                return Optional.of(given.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
