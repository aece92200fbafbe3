package io.securechat.server.wire;

import io.securechat.irc.Message;
import org.jspecify.annotations.Nullable;

/** A line that a client has sent: a message, or the refusal of one that is malformed. */
public sealed interface Line {
    /** The label of the client's request (IRCv3 labeled-response), or null. */
    @Nullable String label();

    record Parsed(Message message) implements Line {
        @Override
        public @Nullable String label() {
            return message.tags().get(Message.LABEL);
        }
    }

    /**
     * A malformed line.
     *
     * @param label null also if it cannot be read
     */
    record Rejected(Refusal refusal, @Nullable String label) implements Line {}
}
