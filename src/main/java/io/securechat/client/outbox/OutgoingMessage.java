package io.securechat.client.outbox;

import io.securechat.client.connection.Features;
import io.securechat.client.request.Outcome;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.ServerTime;
import io.securechat.irc.Utf8;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A message of the user that the server has not confirmed. */
final class OutgoingMessage {
    private static final String LABEL = "label";
    private static final String TIME = "time";
    private static final String SENT = "sent";

    private final Message message;
    private final String label;
    private final Instant typed;
    private boolean sent;
    private boolean inFlight;
    private boolean reported;
    private Consumer<Outcome> end = outcome -> {};

    OutgoingMessage(Message message, String label, Instant typed) {
        this.message = message;
        this.label = label;
        this.typed = typed;
    }

    /** Reads a message from its record in a file; null if it is not one. */
    static @Nullable OutgoingMessage ofRecord(Message record) {
        String label = record.tags().getOrDefault(LABEL, "");
        Instant typed = ServerTime.parse(record.tags().getOrDefault(TIME, ""));
        if (label.isEmpty()
                || typed == null
                || !record.command().equals("PRIVMSG")
                || record.params().size() != 2) {
            return null;
        }
        Message bare = new Message(clientTags(record), null, record.command(), record.params());
        OutgoingMessage read = new OutgoingMessage(bare, label, typed);
        read.sent = record.tags().containsKey(SENT);
        return read;
    }

    /** Returns the tags that concern the receivers, such as {@code +draft/reply}. */
    private static Map<String, String> clientTags(Message message) {
        Map<String, String> tags = new LinkedHashMap<>(message.tags());
        tags.keySet().removeIf(name -> !name.startsWith("+"));
        return tags;
    }

    /** Returns the message with its label, time and state as tags, for a file. */
    Message record() {
        Map<String, String> tags = new LinkedHashMap<>(message.tags());
        tags.put(LABEL, label);
        tags.put(TIME, ServerTime.format(typed));
        if (sent) {
            tags.put(SENT, "");
        }
        return new Message(tags, null, message.command(), message.params());
    }

    /** The message without a label. */
    Message message() {
        return message;
    }

    /** Sets the receiver of the outcome. */
    void whenEnded(Consumer<Outcome> receiver) {
        end = receiver;
    }

    void ended(Outcome outcome) {
        end.accept(outcome);
    }

    /** Returns the message with its label and nonce, where the server supports them. */
    Message forServer(Features features) {
        Map<String, String> tags = new LinkedHashMap<>(message.tags());
        if (features.labels()) {
            tags.put(LABEL, label);
        }
        if (features.nonces()) {
            tags.put(Capability.NONCE.wireName(), label);
        }
        return new Message(tags, null, message.command(), message.params());
    }

    /** The label on the wire, which is also the nonce. */
    String label() {
        return label;
    }

    String target() {
        return message.paramOrEmpty(0);
    }

    String text() {
        return message.trailing();
    }

    int bytes() {
        return Utf8.length(text());
    }

    /** Returns whether the message was typed after a time. */
    boolean isTypedAfter(Instant time) {
        return typed.isAfter(time);
    }

    /** Returns whether the server may have the message, from this connection or an earlier one. */
    boolean isSent() {
        return sent;
    }

    /** Returns whether the message was sent on this connection and not answered yet. */
    boolean isInFlight() {
        return inFlight;
    }

    /** Marks the message as possibly known to the server. */
    void markSent() {
        sent = true;
    }

    void markInFlight() {
        inFlight = true;
    }

    /** The connection is lost: the message must be sent again. */
    void connectionLost() {
        inFlight = false;
    }

    /** Returns whether the user knows that the message is not confirmed yet. */
    boolean isReported() {
        return reported;
    }

    void markReported() {
        reported = true;
    }
}
