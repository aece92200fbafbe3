package io.securechat.client.setting;

import io.securechat.Nearest;
import io.securechat.Problem;
import io.securechat.irc.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of the settings, from several origins. May be used by any thread. A room's own value has the key
 * {@code room.#tea.bell}.
 */
public final class Settings {
    private static final String ROOM = "room.";

    private final ConfigFile file;
    private final String profile;
    private final Map<String, Value> values = new ConcurrentHashMap<>();

    /** The options that the program was started with, such as {@code host}. */
    private final Map<String, Value> options = Collections.synchronizedMap(new LinkedHashMap<>());

    private record Value(String text, Origin origin) {}

    /**
     * A setting as it is listed.
     *
     * @param origin the place that the value comes from, such as {@code profile work}
     */
    public record Row(String key, String value, String origin, String help) {}

    /** A key, which may be of one room. */
    private record Key(Setting<?> setting, @Nullable String room) {
        String text() {
            return room == null ? setting.key() : roomKey(setting, room);
        }
    }

    /**
     * Reads the settings of a file.
     *
     * @param profile a profile of the file, or an empty string for none
     * @throws Problem if a line of the file is invalid
     */
    public Settings(ConfigFile file, String profile) {
        this.file = file;
        this.profile = profile;
        read(ConfigFile.GENERAL, Origin.FILE);
        if (!profile.isEmpty()) {
            read(profile, Origin.PROFILE);
        }
    }

    /** Returns default values, which are not kept in a file. */
    public static Settings defaults() {
        return new Settings(ConfigFile.NONE, "");
    }

    private void read(String part, Origin origin) {
        Map<String, Integer> lines = new HashMap<>();
        for (ConfigFile.Entry entry : file.entries(part)) {
            if (isKey(entry.key())) {
                try {
                    put(entry.key(), entry.value(), origin);
                } catch (Problem problem) {
                    throw file.wrong(entry, String.valueOf(problem.getMessage()), problem.hint());
                }
                Integer earlier = lines.put(key(entry.key()).text(), entry.line());
                if (earlier != null) {
                    throw file.wrong(
                            entry, entry.key() + " is already set in line " + earlier, "remove one of the lines");
                }
            }
        }
    }

    /** Returns whether a key in the file is one of these settings; the others are options of {@code join}. */
    public static boolean isKey(String key) {
        return key.startsWith(ROOM) || Setting.find(key).isPresent();
    }

    /** Returns the general value of a setting. */
    public <T> T get(Setting<T> setting) {
        Value value = values.get(setting.key());
        return setting.parse(value == null ? setting.usual() : value.text());
    }

    /** Returns the value of a setting for a room, or for a private conversation with a nick. */
    public <T> T get(Setting<T> setting, String room) {
        Value value = values.get(roomKey(setting, room));
        return value == null ? get(setting) : setting.parse(value.text());
    }

    /**
     * Sets a value for this run of the program, without a change of the file.
     *
     * @throws Problem if there is no such key, or it does not take this value
     */
    public void put(String key, String value, Origin origin) {
        Key known = key(key);
        known.setting().parse(value);
        values.put(known.text(), new Value(known.setting().canonical(value), origin));
    }

    /**
     * Sets a value from now on, also in the file.
     *
     * @param key such as {@code bell} or {@code room.#tea.bell}
     * @throws Problem if there is no such key, or it does not take this value; or if the value could not be saved, and is valid for
     *     this session only
     */
    public synchronized void set(String key, String value) {
        if (options.containsKey(key)) {
            throw new Problem(
                    "'" + key + "' cannot be changed while the program runs",
                    "change it in '" + file.path() + "', and start again");
        }
        put(key, value, Origin.SESSION);
        Key known = key(key);
        boolean inProfile = !profile.isEmpty()
                && file.entries(profile).stream().anyMatch(entry -> Names.same(entry.key(), known.text()));
        if (file.path() == null) {
            return;
        }
        file.save(
                inProfile ? profile : ConfigFile.GENERAL,
                known.text(),
                known.setting().canonical(value));
        put(key, value, inProfile ? Origin.PROFILE : Origin.FILE);
    }

    /** Adds an option of the start to the list, unless it is there already. */
    public void addOption(String key, String value, Origin origin) {
        options.putIfAbsent(key, new Value(value, origin));
    }

    /** Lists all settings, then those that rooms have for themselves, then the options of the start. */
    public List<Row> list() {
        List<Row> rows = new ArrayList<>();
        for (Setting<?> setting : Setting.ALL) {
            rows.add(row(setting.key(), values.getOrDefault(setting.key(), usual(setting)), setting));
        }
        new TreeMap<>(values).forEach((key, value) -> {
            if (key.startsWith(ROOM)) {
                rows.add(row(key, value, key(key).setting()));
            }
        });
        synchronized (options) {
            options.forEach((key, value) -> rows.add(new Row(key, value.text(), origin(value), "")));
        }
        return rows;
    }

    /** Returns the rooms and nicks, in lower case, for which a switch is on. */
    public List<String> placesWith(Setting<Boolean> setting) {
        String end = "." + setting.key();
        return values.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(ROOM) && entry.getKey().endsWith(end))
                .filter(entry -> setting.parse(entry.getValue().text()))
                .map(entry ->
                        entry.getKey().substring(ROOM.length(), entry.getKey().length() - end.length()))
                .sorted()
                .toList();
    }

    private static Value usual(Setting<?> setting) {
        return new Value(setting.usual(), Origin.DEFAULT);
    }

    private Row row(String key, Value value, Setting<?> setting) {
        return new Row(key, value.text(), origin(value), setting.help());
    }

    private String origin(Value value) {
        return value.origin() == Origin.PROFILE
                ? "profile " + profile
                : value.origin().toString();
    }

    /** Returns the key of a room's own value. */
    public static String roomKey(Setting<?> setting, String room) {
        return ROOM + Names.fold(room) + "." + setting.key();
    }

    private static Key key(String text) {
        String key = text.strip();
        int dot = key.lastIndexOf('.');
        String room = key.startsWith(ROOM) && dot > ROOM.length() ? key.substring(ROOM.length(), dot) : null;
        Optional<Setting<?>> setting = Setting.find(room == null ? key : key.substring(dot + 1));
        if (setting.isEmpty()) {
            List<String> known = Setting.ALL.stream().map(Setting::key).toList();
            String meant = Nearest.to(key.substring(dot + 1), known)
                    .map(near -> "did you mean " + key.substring(0, dot + 1) + near + "? ")
                    .orElse("");
            throw new Problem("unknown setting '" + text + "'", meant + "/settings lists all");
        } else if (room != null && !setting.get().perRoom()) {
            throw new Problem(
                    setting.get().key() + " cannot be set for a room",
                    "set " + setting.get().key() + " for all rooms");
        }
        if (room == null && setting.get().equals(Setting.IGNORE)) {
            throw new Problem("ignore is a setting of one person", "use /ignore NAME, or room.NAME.ignore");
        }
        return new Key(setting.get(), room == null ? null : Names.fold(room));
    }

    /** Returns the name of the profile in use, or an empty string. */
    public String profile() {
        return profile;
    }

    /** Returns the file that keeps the settings. */
    public ConfigFile file() {
        return file;
    }
}
