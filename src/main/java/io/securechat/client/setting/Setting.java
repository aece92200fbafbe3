package io.securechat.client.setting;

import io.securechat.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A setting of the client. Each is an option of {@code join}, a key in the file, and a row of {@code /settings}.
 *
 * @param key its name, such as {@code bell}
 * @param usual the default value, as written in the file
 * @param choices all values in their canonical form, or an empty list if there are too many
 * @param form the values in words, for hints
 * @param perRoom true if a room or private conversation may have a value of its own
 * @param help one line
 * @param parser empty if a text is not a value
 */
public record Setting<T>(
        String key,
        String usual,
        List<String> choices,
        String form,
        boolean perRoom,
        String help,
        Function<String, Optional<T>> parser) {
    private static final List<String> ON_OFF = List.of("on", "off");

    public static final Setting<Palette> PALETTE =
            choice("palette", Palette.AUTO, Palette.values(), "colors for a dark or a light background");
    public static final Setting<When> COLOR =
            choice("color", When.AUTO, When.values(), "use colors; auto respects NO_COLOR");
    public static final Setting<When> LINKS =
            choice("links", When.AUTO, When.values(), "make addresses clickable (OSC 8)");
    public static final Setting<Wrap> WRAP =
            choice("wrap", Wrap.WORD, Wrap.values(), "wrap long lines between words, or leave it to the terminal");
    public static final Setting<Boolean> PLAIN =
            onOff("plain", false, false, "no colors and no redrawing, for screen readers");
    public static final Setting<Boolean> FOLLOW =
            onOff("follow", false, true, "print messages of all rooms, not only of the current one");
    public static final Setting<Boolean> FOLD =
            onOff("fold", true, true, "shorten long messages, floods, and series of joins and leaves");
    public static final Setting<Boolean> MUTE = onOff("mute", false, true, "do not count messages, only mentions");
    public static final Setting<Boolean> BELL =
            onOff("bell", true, true, "ring the bell for mentions and private messages");
    public static final Setting<Boolean> NOTIFY =
            onOff("notify", true, true, "show notifications while the terminal is in the background");
    public static final Setting<Optional<QuietHours>> QUIET = new Setting<>(
            "quiet",
            "off",
            List.of(),
            "hours such as 22:00-07:00, or off",
            false,
            "hours without a bell and notifications",
            Setting::quiet);
    public static final Setting<Boolean> TYPING = onOff("typing", true, true, "send and show who is typing");
    public static final Setting<Boolean> ASK =
            onOff("ask", true, false, "ask before sending what looks like a mistake");

    /** All settings, in the order in which they are listed. */
    public static final List<Setting<?>> ALL =
            List.of(PALETTE, COLOR, LINKS, WRAP, PLAIN, FOLLOW, FOLD, MUTE, BELL, NOTIFY, QUIET, TYPING, ASK);

    /** Of a person only: {@code room.bob.ignore}. It is no option, and listed where it is set. */
    public static final Setting<Boolean> IGNORE = onOff("ignore", false, true, "hide all messages of a person");

    private static Setting<Boolean> onOff(String key, boolean usual, boolean perRoom, String help) {
        return new Setting<>(key, usual ? "on" : "off", ON_OFF, "on or off", perRoom, help, Setting::onOff);
    }

    private static Optional<Boolean> onOff(String text) {
        return switch (text) {
            case "on", "true", "yes", "1" -> Optional.of(true);
            case "off", "false", "no", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Optional<QuietHours>> quiet(String text) {
        Optional<QuietHours> hours = QuietHours.parse(text);
        return text.equals("off") || hours.isPresent() ? Optional.of(hours) : Optional.empty();
    }

    private static <E extends Enum<E>> Setting<E> choice(String key, E usual, E[] values, String help) {
        List<String> names = Stream.of(values).map(Setting::name).toList();
        String form = String.join(", ", names).replaceFirst(", (\\w+)$", " or $1");
        return new Setting<>(
                key,
                name(usual),
                names,
                form,
                false,
                help,
                text -> Stream.of(values)
                        .filter(value -> name(value).equals(text))
                        .findFirst());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether it is a switch. */
    public boolean isOnOff() {
        return choices == ON_OFF;
    }

    /** Returns a placeholder for its value in help, such as {@code dark|light}. */
    public String label() {
        return choices.isEmpty() ? "HOURS" : String.join("|", choices);
    }

    /** Finds a setting by its key. */
    public static Optional<Setting<?>> find(String key) {
        return Stream.concat(ALL.stream(), Stream.of(IGNORE))
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /**
     * Parses a value as it is written in the file.
     *
     * @throws Problem if a text is not a value of this setting
     */
    public T parse(String text) {
        return parser.apply(canonical(text))
                .orElseThrow(() -> new Problem("invalid value for " + key + ": '" + text + "'", "use " + form));
    }

    /** Returns a value in the form in which it is listed. */
    String canonical(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return isOnOff() ? onOff(lower).map(on -> on ? "on" : "off").orElse(lower) : lower;
    }
}
