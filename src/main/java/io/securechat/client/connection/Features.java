package io.securechat.client.connection;

import io.securechat.irc.Capability;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The features that server and client use on one connection.
 *
 * @param enabled the enabled capabilities
 * @param values the values of capabilities, such as {@code max-bytes=4096}
 */
public record Features(Set<Capability> enabled, Map<Capability, String> values) {
    /** The features while there is no connection. */
    public static final Features NONE = new Features(Set.of(), Map.of());

    /** Lines of one message if the server sets no limit. */
    private static final int MANY_LINES = 1000;

    public Features {
        enabled = Set.copyOf(enabled);
        values = Map.copyOf(values);
    }

    /** Returns whether the server sends the user's own messages back. */
    public boolean echoes() {
        return enabled.contains(Capability.ECHO_MESSAGE);
    }

    /** Returns whether an answer carries the label of its request (IRCv3 labeled-response). */
    public boolean labels() {
        return has(Capability.LABELED_RESPONSE, Capability.BATCH, Capability.MESSAGE_TAGS);
    }

    /** Returns whether the server treats messages with the same nonce as one. */
    public boolean nonces() {
        return labels() && enabled.contains(Capability.NONCE);
    }

    /** Returns whether the client can fetch earlier messages, and recognize those it knows. */
    public boolean history() {
        return labels() && has(Capability.CHATHISTORY, Capability.SERVER_TIME);
    }

    /** Returns whether clients can exchange tags: answers, reactions and typing notices. */
    public boolean tags() {
        return enabled.contains(Capability.MESSAGE_TAGS);
    }

    public boolean markers() {
        return enabled.contains(Capability.READ_MARKER);
    }

    public boolean search() {
        return labels() && has(Capability.SEARCH, Capability.SERVER_TIME);
    }

    public boolean redaction() {
        return labels() && enabled.contains(Capability.MESSAGE_REDACTION);
    }

    /** The limits of messages of several lines; {@link MultilineLimits#NONE} if the server takes none. */
    public MultilineLimits multiline() {
        if (!labels() || !enabled.contains(Capability.MULTILINE)) {
            return MultilineLimits.NONE;
        }
        int bytes = 0;
        int lines = MANY_LINES;
        for (String token : values.getOrDefault(Capability.MULTILINE, "").split(",", -1)) {
            String[] parts = token.split("=", 2);
            if (parts.length == 2 && parts[1].matches("\\d{1,9}")) {
                int value = Integer.parseInt(parts[1]);
                bytes = parts[0].equals("max-bytes") ? value : bytes;
                lines = parts[0].equals("max-lines") ? value : lines;
            }
        }
        return new MultilineLimits(bytes, lines);
    }

    private boolean has(Capability first, Capability... others) {
        return enabled.containsAll(EnumSet.of(first, others));
    }
}
