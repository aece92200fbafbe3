package io.securechat.irc;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as they stand on the wire: {@code 2026-11-24T08:56:02.123Z} (IRCv3 server-time). */
public final class ServerTime {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private ServerTime() {}

    /**
     * Returns a time in UTC, cut to the millisecond. Every message has one: by hand it takes a third of the time of a
     * {@link java.time.format.DateTimeFormatter}.
     *
     * @param time in the years 0 to 9999
     */
    public static String format(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
        put(utc.getYear() / 100, text, 0);
        put(utc.getYear() % 100, text, 2);
        put(utc.getMonthValue(), text, 5);
        put(utc.getDayOfMonth(), text, 8);
        put(utc.getHour(), text, 11);
        put(utc.getMinute(), text, 14);
        put(utc.getSecond(), text, 17);
        int millis = time.getNano() / 1_000_000;
        put(millis / 10, text, 20);
        text[22] = (byte) ('0' + millis % 10);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static void put(int twoDigits, byte[] text, int at) {
        text[at] = (byte) ('0' + twoDigits / 10);
        text[at + 1] = (byte) ('0' + twoDigits % 10);
    }

    /** Returns the time that a text stands for, or null if it has another form. */
    public static @Nullable Instant parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
