package io.securechat.server.session;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Utf8;
import io.securechat.server.wire.Outgoing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a reply that have not been sent. If the client has labelled its command, the whole reply carries the label
 * (IRCv3 labeled-response): a single message or batch is tagged with it, several become a batch of their own, and none an ACK.
 */
final class ReplyBuffer {
    /** Bytes of a label; a longer one is ignored. */
    private static final int MAX_LABEL = 64;

    private final Session session;
    private final @Nullable String label;
    private final List<Outgoing> messages = new ArrayList<>();

    /** Messages and whole batches added so far. */
    private int units;

    /** The reference of the batch that carries the label, once a part had to be sent before the end. */
    private @Nullable String labelledBatch;

    /** @param label the label as the client has sent it, or null */
    ReplyBuffer(Session session, @Nullable String label) {
        this.session = session;
        this.label = isValid(label) ? label : null;
    }

    private static boolean isValid(@Nullable String label) {
        return label != null && !label.isEmpty() && Utf8.length(label) <= MAX_LABEL;
    }

    boolean isLabelled() {
        return label != null;
    }

    /** Adds a message. */
    void add(Outgoing message) {
        if (!message.isTagged("batch")) {
            units++;
        }
        messages.add(message);
    }

    /** Adds the line that ends a batch. */
    void addEndOfBatch(Outgoing message) {
        messages.add(message);
    }

    /** Sends the messages added so far; others follow. */
    void flush() {
        if (messages.isEmpty()) {
            return;
        }
        if (label != null && labelledBatch == null) {
            labelledBatch = session.nextBatch();
            session.send(List.of(line("BATCH +" + labelledBatch + " labeled-response")
                    .onlyFor(Capability.BATCH)
                    .tag(Message.LABEL, label, Capability.LABELED_RESPONSE)));
        }
        session.send(messages.stream().map(this::inLabelledBatch).toList());
        messages.clear();
    }

    private Outgoing inLabelledBatch(Outgoing message) {
        return labelledBatch == null || message.isTagged("batch")
                ? message
                : message.tag("batch", labelledBatch, Capability.BATCH);
    }

    /** Sends the rest. */
    void close() {
        if (label == null) {
            flush();
        } else if (labelledBatch == null && units == 0) {
            add(line("ACK"));
            sendLabelled(label);
        } else if (labelledBatch == null && units == 1) {
            sendLabelled(label);
        } else {
            flush();
            session.send(List.of(line("BATCH -" + labelledBatch).onlyFor(Capability.BATCH)));
        }
    }

    private void sendLabelled(String label) {
        messages.set(0, messages.get(0).tag(Message.LABEL, label, Capability.LABELED_RESPONSE));
        session.send(List.copyOf(messages));
        messages.clear();
    }

    private Outgoing line(String line) {
        return Outgoing.line(":" + session.host().settings().name() + " " + line);
    }
}
