package io.securechat.client.outbox;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.request.Outcome;
import io.securechat.irc.Message;
import java.util.function.Consumer;

/** The user's view of unconfirmed messages: those that take long, those that failed, and the number of both. */
final class DeliveryReports {
    private final Outbox outbox;
    private final Conversation chat;
    private final Consumer<Event> screen;
    private final boolean verbose;
    private int shown;
    private int failed;

    /** @param verbose true to show messages that take long */
    DeliveryReports(Outbox outbox, Conversation chat, Consumer<Event> screen, boolean verbose) {
        this.outbox = outbox;
        this.chat = chat;
        this.screen = screen;
        this.verbose = verbose;
    }

    /** Shows that a message is not confirmed yet, once. */
    void pending(OutgoingMessage message) {
        if (verbose && !message.isReported() && outbox.contains(message)) {
            message.markReported();
            count();
            screen.accept(new MessageEvent.Sending(
                    chat.now(), chat.place(message.target()), message.text(), message.label()));
        }
    }

    /** The server has confirmed a message. */
    void confirmed(OutgoingMessage message) {
        outbox.remove(message);
        count();
    }

    /** Shows that a message was not delivered, or perhaps not. */
    void failed(OutgoingMessage message, Outcome refusal) {
        outbox.remove(message);
        count();
        failed(message.message(), refusal.reason(), message.label());
        message.ended(refusal);
    }

    /** Shows that the outbox does not take a message. */
    Outcome rejected(Message message) {
        Outcome refusal = Outcome.refused("TOO_MANY_MESSAGES", "too many messages are waiting", "");
        failed(message, refusal.reason(), "");
        return refusal;
    }

    private void failed(Message message, String reason, String label) {
        failed++;
        screen.accept(new MessageEvent.Undelivered(
                chat.now(), chat.place(message.paramOrEmpty(0)), message.trailing(), reason, label));
    }

    /** Reports the number of shown messages before the line that explains a change: a terminal redraws its prompt with that line. */
    void count() {
        int now = (int)
                outbox.messages().stream().filter(OutgoingMessage::isReported).count();
        if (now != shown) {
            shown = now;
            screen.accept(new MessageEvent.Waiting(chat.now(), now));
        }
    }

    /** Shows how many messages are still in the outbox when the user leaves. */
    void leaving() {
        int left = outbox.messages().size();
        if (verbose && left > 0) {
            screen.accept(chat.warned(
                    left == 1 ? "1 message was not sent" : left + " messages were not sent",
                    outbox.isPersistent() ? "join again within a day to send them" : "they are lost"));
        }
    }

    /** The number of messages that failed or are not confirmed. */
    int undelivered() {
        return failed + outbox.messages().size();
    }
}
