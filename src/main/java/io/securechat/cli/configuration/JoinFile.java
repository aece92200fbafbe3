package io.securechat.cli.configuration;

import io.securechat.Nearest;
import io.securechat.Problem;
import io.securechat.client.setting.ConfigFile;
import io.securechat.client.setting.Origin;
import io.securechat.client.setting.Settings;
import io.securechat.client.state.Folders;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of {@code join} from the user's settings file: those for every connection, and those of the profile that the command line
 * names in place of a server.
 */
final class JoinFile {
    private static final String HOST = "host";

    /** Options for one run of {@code join}, which the file cannot set. */
    private static final Set<String> ONE_RUN =
            Set.of("config", "check", "send", "to", "listen", "since", "json-schema");

    /** Another name of the option {@code --room}. */
    private static final String ROOMS = "rooms";

    private final OptionNames.Command join;
    private final Path home;
    private final ConfigFile file;
    private final List<String> given;
    private final String profile;

    /** Index of the server among the arguments, or -1. */
    private final int address;

    /**
     * Reads the file.
     *
     * @param given the arguments of {@code join}
     * @param configured the path that the environment says
     * @throws Problem if the file cannot be read, or a line is invalid
     */
    JoinFile(
            OptionNames.Command join, List<String> given, Optional<Setting> configured, Map<String, String> variables) {
        this.join = join;
        this.given = given;
        home = Folders.own(variables).home();
        file = ConfigFile.read(Locations.named(given, configured).orElse(ConfigFile.usual(variables)));
        address = address();
        profile = address >= 0 && file.profiles().contains(given.get(address)) ? given.get(address) : "";
        Stream.concat(Stream.of(ConfigFile.GENERAL), file.profiles().stream())
                .flatMap(part -> file.entries(part).stream())
                .forEach(this::check);
    }

    private int address() {
        for (int i = 0; i < given.size(); i++) {
            String argument = given.get(i);
            if (argument.equals("--")) {
                return i + 1 < given.size() ? i + 1 : -1;
            } else if (!argument.startsWith("-")) {
                return i;
            } else if (takesNext(argument)) {
                i++;
            }
        }
        return -1;
    }

    /** Returns whether the argument behind an option is its value. */
    private boolean takesNext(String argument) {
        return join.options().stream()
                .anyMatch(option -> List.of(option.names()).contains(argument)
                        && option.arity().min() > 0);
    }

    private void check(ConfigFile.Entry entry) {
        List<String> known = Stream.concat(
                        Stream.of(HOST, ROOMS), join.options().stream().map(OptionNames::keyOf))
                .filter(key -> !ONE_RUN.contains(key))
                .toList();
        if (!known.contains(entry.key()) && !Settings.isKey(entry.key())) {
            String meant = Nearest.to(entry.key(), known)
                    .map(nearest -> "did you mean " + nearest + "? ")
                    .orElse("");
            throw file.wrong(entry, "unknown setting '" + entry.key() + "'", meant + Problem.command("join --help"));
        } else if (entry.value().isEmpty()) {
            throw file.wrong(
                    entry, entry.key() + " has no value", "write " + entry.key() + " = VALUE, or remove the line");
        }
    }

    /** Returns the settings of the client. */
    Settings settings() {
        Settings settings = new Settings(file, profile);
        if (!profile.isEmpty() || address < 0) {
            find(HOST, false).ifPresent(host -> settings.addOption(HOST, host.text(), origin(HOST)));
        }
        return settings;
    }

    /** Returns the part of the file that sets a key. */
    Origin origin(String key) {
        boolean inProfile = !profile.isEmpty() && file.entries(profile).stream().anyMatch(entry -> isOf(entry, key));
        return inProfile ? Origin.PROFILE : Origin.FILE;
    }

    /** Returns the arguments with the server of the profile, or else of the file, as the server. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(given);
        Optional<String> host =
                find(HOST, false).map(setting -> setting.values().get(0));
        if (!profile.isEmpty()) {
            host.ifPresent(named -> arguments.set(address, named));
        } else if (address < 0) {
            host.ifPresent(named -> arguments.add(0, named));
        }
        return arguments;
    }

    /**
     * Returns the value of an option. Paths in the file start from its folder, or with {@code ~/}.
     *
     * @throws Problem if it is set twice but may not be repeated
     */
    Optional<Setting> find(OptionSpec option) {
        String key = OptionNames.keyOf(option);
        Optional<Setting> found = find(key, option.isMultiValue());
        return isPath(option)
                ? found.map(setting -> new Setting(
                        setting.source(),
                        setting.place(),
                        setting.values().stream().map(this::resolve).toList()))
                : found;
    }

    private Optional<Setting> find(String key, boolean repeatable) {
        return Stream.of(profile, ConfigFile.GENERAL)
                .map(part -> file.entries(part).stream()
                        .filter(entry -> isOf(entry, key))
                        .toList())
                .filter(entries -> !entries.isEmpty())
                .findFirst()
                .map(entries -> setting(entries, repeatable));
    }

    private static boolean isOf(ConfigFile.Entry entry, String key) {
        return entry.key().equals(key) || (entry.key().equals(ROOMS) && key.equals("room"));
    }

    private Setting setting(List<ConfigFile.Entry> entries, boolean repeatable) {
        ConfigFile.Entry first = entries.get(0);
        if (entries.size() > 1 && !repeatable) {
            throw file.wrong(
                    entries.get(1), first.key() + " is already set in line " + first.line(), "remove one of the lines");
        }
        return Setting.ofLine(
                first.key(),
                String.valueOf(file.path()),
                first.line(),
                entries.stream()
                        .flatMap(entry ->
                                repeatable ? Stream.of(entry.value().split(",", -1)) : Stream.of(entry.value()))
                        .map(String::strip)
                        .toList());
    }

    private static boolean isPath(OptionSpec option) {
        return Stream.of(option.auxiliaryTypes()).anyMatch(Path.class::equals);
    }

    private String resolve(String path) {
        Path own = file.path();
        try {
            return path.startsWith("~/")
                    ? home.resolve(path.substring(2)).toString()
                    : own == null
                            ? path
                            : own.toAbsolutePath().resolveSibling(path).toString();
        } catch (InvalidPathException e) {
            return path; // The parser refuses it.
        }
    }
}
