package io.securechat.client;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.history.MessageHistory;
import io.securechat.client.outbox.MessageSender;
import io.securechat.client.thread.Scheduler;
import io.securechat.irc.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** The rooms that the user enters or lists: asks for what their lists of members lack, and does not wait for it for ever. */
final class Entrances {
    /** Time after which a room is entered or listed without its members or their accounts. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Conversation chat;
    private final Consumer<Message> connection;
    private final Scheduler scheduler;
    private final MessageHistory history;
    private final MessageSender sender;

    Entrances(
            Conversation chat,
            Consumer<Message> connection,
            Scheduler scheduler,
            MessageHistory history,
            MessageSender sender) {
        this.chat = chat;
        this.connection = connection;
        this.scheduler = scheduler;
        this.history = history;
        this.sender = sender;
    }

    /** Sends the questions that a line has caused. */
    void ask() {
        for (Message question : chat.questions()) {
            connection.accept(question);
            expect(question.paramOrEmpty(0));
        }
    }

    /** The user has joined a room: fetches what they missed there, and sends what they wrote. */
    void joined(String room, Instant at) {
        history.entered(room, at);
        sender.entered(room);
        sender.flush();
        expect(room);
    }

    private void expect(String room) {
        scheduler.schedule(TIMEOUT, () -> chat.overdue(room).forEach(history::received));
    }
}
