package io.securechat.server;

import io.securechat.irc.Message;
import org.jspecify.annotations.Nullable;

/** What came in on one line: a message, or why it could not be read as one. */
sealed interface Line {
    record Parsed(Message message) implements Line {}

    /**
     * What could not be read.
     *
     * @param label by which the client has asked for the answer (IRCv3 labeled-response), where that much could be read
     */
    record Rejected(Refusal refusal, @Nullable String label) implements Line {}
}
