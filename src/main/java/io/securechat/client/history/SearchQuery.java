package io.securechat.client.history;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.ServerTime;
import io.securechat.irc.Utf8;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A search for messages.
 *
 * @param attributes of SEARCH (soju.im/search)
 * @param place a room or a user, or empty for everywhere
 */
public record SearchQuery(Map<String, String> attributes, String place) {
    /** The maximum number of results: the latest, or with {@code after:} the earliest. */
    static final int LIMIT = 50;

    /** Bytes of the attributes that fit into a line. */
    private static final int MAX_BYTES = Message.MAX_BODY - "SEARCH :\r\n".length();

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** A text without words: straight, typographic and full-width quotation marks, and blanks. */
    private static final Pattern NOTHING = Pattern.compile("[\"\\u201C-\\u201F\\uFF02\\s\\p{Z}]*");

    private static final String EVERYWHERE = "*";

    /**
     * Parses typed words, which may include {@code in:#room}, {@code in:*}, {@code from:bob}, and {@code before:} and
     * {@code after:} with a date or a date and time of the user's clock.
     *
     * @param room the room to search by default
     * @throws IllegalArgumentException with a message for the user, if the search is invalid
     */
    public static SearchQuery parse(String typed, String room, ZoneId zone) {
        Map<String, String> attributes = new LinkedHashMap<>();
        StringJoiner words = new StringJoiner(" ");
        String place = room;
        for (String word : SPACES.split(typed.strip())) {
            int colon = word.indexOf(':');
            String value = word.substring(colon + 1);
            switch (colon < 0 ? "" : word.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "in" -> place = value.equals(EVERYWHERE) ? "" : place(value);
                case "from" -> attributes.put("from", value);
                case "before" ->
                    attributes.put("before", ServerTime.format(time(value, zone).minusMillis(1)));
                case "after" -> attributes.put("after", ServerTime.format(time(value, zone)));
                default -> words.add(word);
            }
        }
        if (!NOTHING.matcher(words.toString()).matches()) {
            attributes.put("text", words.toString());
        }
        if (attributes.isEmpty()) {
            throw new IllegalArgumentException("the search is empty");
        }
        if (!place.isEmpty()) {
            attributes.put("in", place);
        }
        attributes.put("limit", Integer.toString(LIMIT));
        if (Utf8.length(Message.tagSection(attributes)) > MAX_BYTES) {
            throw new IllegalArgumentException("the search is too long");
        }
        return new SearchQuery(attributes, place);
    }

    /** Returns whether the results are the earliest messages instead of the latest. */
    boolean startsAtTime() {
        return attributes.containsKey("after");
    }

    private static String place(String name) {
        if (!Names.isChannel(name) && !Names.isNick(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a room or a user");
        }
        return name;
    }

    private static Instant time(String value, ZoneId zone) {
        try {
            return value.indexOf('T') < 0
                    ? LocalDate.parse(value).atStartOfDay(zone).toInstant()
                    : LocalDateTime.parse(value).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a date such as 2026-11-24 or 2026-11-24T14:00", e);
        }
    }
}
