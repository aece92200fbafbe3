package io.securechat.client;

import io.securechat.irc.Capability;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a server and this client do for each other on one connection.
 *
 * @param enabled the capabilities that are on
 * @param values what the server told of capabilities, such as {@code max-bytes=4096}
 */
record Features(Set<Capability> enabled, Map<Capability, String> values) {
    /** Where there is no connection. */
    static final Features NONE = new Features(Set.of(), Map.of());

    /** Lines of one message where the server sets no limit. */
    private static final int MANY_LINES = 1000;

    Features {
        enabled = Set.copyOf(enabled);
        values = Map.copyOf(values);
    }

    /** Whether the server sends the user's own messages back. */
    boolean echoes() {
        return enabled.contains(Capability.ECHO_MESSAGE);
    }

    /** Whether an answer bears the label of what it answers (IRCv3 labeled-response). */
    boolean labels() {
        return has(Capability.LABELED_RESPONSE, Capability.BATCH, Capability.MESSAGE_TAGS);
    }

    /** Whether a message that is sent twice under the same nonce is one message. */
    boolean nonces() {
        return labels() && enabled.contains(Capability.NONCE);
    }

    /** Whether what was said earlier can be asked for, and told from what is known. */
    boolean history() {
        return labels() && has(Capability.CHATHISTORY, Capability.SERVER_TIME);
    }

    boolean markers() {
        return enabled.contains(Capability.READ_MARKER);
    }

    boolean search() {
        return labels() && has(Capability.SEARCH, Capability.SERVER_TIME);
    }

    boolean redaction() {
        return labels() && enabled.contains(Capability.MESSAGE_REDACTION);
    }

    /** How large a message of several lines may be; {@link MultilineLimits#NONE} where there is no such thing. */
    MultilineLimits multiline() {
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
