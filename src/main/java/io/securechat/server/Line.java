package io.securechat.server;

import io.securechat.irc.Message;

/** What came in on one line: a message, or why it could not be read as one. */
sealed interface Line {
    record Parsed(Message message) implements Line {}

    record Rejected(Refusal refusal) implements Line {}
}
