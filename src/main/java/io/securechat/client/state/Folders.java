package io.securechat.client.state;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The folders that the operating system has for state and for settings of the user's programs. */
public final class Folders {
    private static final String NAME = "securechat";

    private final boolean windows;
    private final boolean mac;
    private final Path home;
    private final Map<String, String> environment;

    /** @param account the user's home folder, which the environment may override */
    Folders(String system, Path account, Map<String, String> environment) {
        String os = system.toLowerCase(Locale.ROOT);
        this.windows = os.startsWith("windows");
        this.mac = os.startsWith("mac");
        this.home = windows ? account : account.resolve(environment.getOrDefault("HOME", ""));
        this.environment = environment;
    }

    /** Returns the folders of this user on this machine. */
    public static Folders own(Map<String, String> environment) {
        return new Folders(
                System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")), environment);
    }

    /** Returns the user's home folder. */
    public Path home() {
        return home;
    }

    /** Returns the folder for settings. */
    public Path config() {
        return folder("XDG_CONFIG_HOME", ".config", "APPDATA", "Roaming");
    }

    /** Returns the folder for state, such as unsent messages. */
    public Path state() {
        return folder("XDG_STATE_HOME", ".local/state", "LOCALAPPDATA", "Local");
    }

    private Path folder(String xdg, String usual, String variable, String usualOnWindows) {
        String moved = environment.getOrDefault(xdg, "");
        if (!moved.isEmpty() && Path.of(moved).isAbsolute()) {
            return Path.of(moved, NAME);
        } else if (windows) {
            String given = environment.getOrDefault(variable, "");
            return (given.isEmpty() ? home.resolve("AppData").resolve(usualOnWindows) : Path.of(given)).resolve(NAME);
        } else if (mac) {
            return home.resolve("Library").resolve("Application Support").resolve(NAME);
        }
        return home.resolve(usual).resolve(NAME);
    }
}
