package io.securechat.irc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as they stand on the wire: {@code 2026-11-24T08:56:02.123Z} (IRCv3 server-time). */
public final class ServerTime {
    private static final DateTimeFormatter SECONDS =
            new DateTimeFormatterBuilder().appendInstant(0).toFormatter();

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    /** The second that was asked for last, up to its fraction: most times are of the present one. */
    private static volatile Second last = new Second(Instant.EPOCH);

    private static final class Second {
        final long number;
        final String text;

        Second(Instant time) {
            this.number = time.getEpochSecond();
            String second = SECONDS.format(time);
            this.text = second.substring(0, second.length() - 1) + '.';
        }
    }

    private ServerTime() {}

    /** A time in UTC, to the millisecond. */
    public static String format(Instant time) {
        Second second = last;
        if (second.number != time.getEpochSecond()) {
            second = new Second(time);
            last = second;
        }
        int millis = time.getNano() / 1_000_000;
        return second.text
                + (char) ('0' + millis / 100)
                + (char) ('0' + millis / 10 % 10)
                + (char) ('0' + millis % 10)
                + 'Z';
    }

    /** The time that a text stands for, or null if it stands for none. */
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
