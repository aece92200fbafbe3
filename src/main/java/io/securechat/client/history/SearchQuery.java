package io.securechat.client.history;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.ServerTime;
import io.securechat.irc.Utf8;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** A phrase in quotation marks, or a word. */
    private static final Pattern TERM = Pattern.compile("\"([^\"]+)\"(?= |$)|\\S+");

    private static final String EVERYWHERE = "*";
    private static final String TEXT = "text";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    /**
     * Parses typed words, which may include {@code in:#room}, {@code in:*}, {@code from:bob}, and {@code before:} and
     * {@code after:} with a {@link SearchDate}.
     *
     * @param room the room to search by default
     * @param now the present on the user's clock
     * @throws IllegalArgumentException with a message for the user, if the search is invalid
     */
    public static SearchQuery parse(String typed, String room, ZonedDateTime now) {
        Map<String, String> attributes = new LinkedHashMap<>();
        StringJoiner words = new StringJoiner(" ");
        String place = room;
        for (String word : SPACES.split(typed.strip())) {
            int colon = word.indexOf(':');
            String value = word.substring(colon + 1);
            switch (colon < 0 ? "" : word.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "in" -> place = value.equals(EVERYWHERE) ? "" : place(value);
                case "from" -> attributes.put("from", user(value));
                case "before" ->
                    attributes.put(BEFORE, ServerTime.format(time(value, now).minusMillis(1)));
                case "after" -> attributes.put(AFTER, ServerTime.format(time(value, now)));
                default -> words.add(word);
            }
        }
        if (!NOTHING.matcher(words.toString()).matches()) {
            attributes.put(TEXT, words.toString());
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

    /** Returns a search for messages that contain a name, everywhere. */
    static SearchQuery naming(String nick) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(TEXT, nick);
        attributes.put("limit", Integer.toString(LIMIT));
        return new SearchQuery(attributes, "");
    }

    /** Returns the same search for what is earlier, or later if it {@link #startsAtTime}. */
    SearchQuery from(Instant time) {
        Map<String, String> further = new LinkedHashMap<>(attributes);
        further.put(startsAtTime() ? AFTER : BEFORE, ServerTime.format(time));
        return new SearchQuery(further, place);
    }

    /** Returns whether the results are the earliest messages instead of the latest. */
    boolean startsAtTime() {
        return attributes.containsKey(AFTER);
    }

    /** The words and phrases to find. */
    List<String> terms() {
        return TERM.matcher(attributes.getOrDefault(TEXT, ""))
                .results()
                .map(term -> term.group(1) == null ? term.group() : term.group(1))
                .toList();
    }

    private static String place(String name) {
        if (!Names.isChannel(name) && !Names.isNick(name)) {
            throw new IllegalArgumentException(
                    name.isEmpty()
                            ? "in: needs a room, a user, or * for everywhere"
                            : "'" + name + "' is not a room or a user");
        }
        return name;
    }

    private static String user(String name) {
        if (!Names.isNick(name)) {
            throw new IllegalArgumentException(
                    name.isEmpty() ? "from: needs the name of a user" : "'" + name + "' is not the name of a user");
        }
        return name;
    }

    private static Instant time(String value, ZonedDateTime now) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("before: and after: need a date such as today or 2026-11-24");
        }
        return SearchDate.parse(value, now);
    }
}
