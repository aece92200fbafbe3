package io.securechat.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times on the wire (IRCv3 server-time). */
final class Times {
    private static final String PARAMETER = "timestamp=";
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    static String form(Instant at) {
        return FORM.format(at);
    }

    /** How commands name a time: {@code timestamp=2026-11-24T09:00:00.000Z}. */
    static String parameter(Instant at) {
        return PARAMETER + form(at);
    }

    /** A time, or null if it is none. */
    static @Nullable Instant parse(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The time in a parameter, or null if there is none in it, as in {@code *}. */
    static @Nullable Instant ofParameter(String parameter) {
        return parse(parameter.startsWith(PARAMETER) ? parameter.substring(PARAMETER.length()) : parameter);
    }
}
