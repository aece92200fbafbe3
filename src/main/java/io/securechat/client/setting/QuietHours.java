package io.securechat.client.setting;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The hours without a bell and notifications, such as {@code 22:00-07:00}, which may include midnight.
 *
 * @param from inclusive
 * @param to exclusive; the whole day if both are equal
 */
public record QuietHours(LocalTime from, LocalTime to) {
    /** Parses a value such as {@code 22:00-07:00} or {@code 22-7}; empty if it is not one. */
    static Optional<QuietHours> parse(String text) {
        String[] ends = text.split("-", -1);
        if (ends.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new QuietHours(time(ends[0].strip()), time(ends[1].strip())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static LocalTime time(String text) {
        String minutes = text.indexOf(':') < 0 ? text + ":00" : text;
        return LocalTime.parse(minutes.length() < "00:00".length() ? "0" + minutes : minutes);
    }

    public boolean contains(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        return from.isBefore(to) ? begun && !over : begun || !over;
    }
}
