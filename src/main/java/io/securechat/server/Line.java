package io.securechat.server;

import io.securechat.irc.Message;

/** What came in on one line: a message, or why it could not be read as one. */
sealed interface Line {
    record Readable(Message message) implements Line {}

    record Unreadable(Refusal refusal) implements Line {}
}
