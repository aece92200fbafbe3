package io.securechat.client.outbox;

import io.securechat.Problem;
import io.securechat.client.connection.Features;
import io.securechat.client.connection.MultilineLimits;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.conversation.Replies;
import io.securechat.client.event.Event;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.request.LongMessage;
import io.securechat.client.request.Outcome;
import io.securechat.client.thread.Scheduler;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends the user's messages, each once. A message stays in the {@link Outbox} until the server confirms or refuses it; one to a
 * room is sent once the user is in that room.
 */
public final class MessageSender {
    /** Time without a confirmation after which a message is shown as unconfirmed. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** Older messages are not sent: a reader would take them for answers to something else. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    /** Bytes of text that fit into a line however long names are. */
    private static final int MIN_ROOM = 64;

    private static final Outcome LOST =
            Outcome.refused("CONNECTION_LOST", "perhaps not delivered: the connection was lost", "");

    private static final Outcome OLD = Outcome.refused(
            "TOO_OLD", "written more than a day ago and not sent; send it again if it still matters", "");

    private final Outbox outbox;
    private final DeliveryReports reports;
    private final Set<String> rooms = new HashSet<>();
    private final Conversation chat;
    private final Consumer<Message> connection;
    private final Scheduler scheduler;
    private final Consumer<Event> screen;

    /** The features of the present connection, or of the last one. */
    private Features features = Features.NONE;

    private boolean connected;
    private boolean changed;

    /** Messages typed without a connection, which are reported once they are in the outbox's file. */
    private final List<OutgoingMessage> unreported = new ArrayList<>();

    /**
     * Sends nothing yet.
     *
     * @param verbose true to show messages that take long
     */
    public MessageSender(
            Conversation chat,
            Consumer<Message> connection,
            Scheduler scheduler,
            Consumer<Event> screen,
            boolean verbose) {
        this.chat = chat;
        this.connection = connection;
        this.scheduler = scheduler;
        this.screen = screen;
        outbox = new Outbox(scheduler, this::warn);
        reports = new DeliveryReports(outbox, chat, screen, verbose);
    }

    /** Keeps unconfirmed messages in a file from now on, and sends those that are in it. */
    public void open(Path file) {
        try {
            outbox.open(OutboxFile.open(file)).stream().filter(this::isFresh).forEach(reports::pending);
        } catch (Problem e) {
            warn(e);
        }
    }

    private boolean isFresh(OutgoingMessage message) {
        return message.isTypedAfter(chat.now().minus(MAX_AGE));
    }

    /** The server has welcomed the user. */
    public void connected(Features offered) {
        features = offered;
        connected = true;
        for (OutgoingMessage message : outbox.messages()) {
            if (!isFresh(message)) {
                reports.failed(message, OLD);
            } else if (message.isSent() && !features.nonces()) {
                reports.failed(message, LOST);
            }
        }
    }

    /** The user has joined a room. */
    public void entered(String room) {
        rooms.add(Names.fold(room));
    }

    public void left(String room) {
        rooms.remove(Names.fold(room));
    }

    /** The connection is lost. Messages with a nonce are sent again on the next one; the others may have been delivered. */
    public void connectionLost() {
        connected = false;
        rooms.clear();
        for (OutgoingMessage message : outbox.messages()) {
            if (message.isInFlight() && !features.nonces()) {
                reports.failed(message, LOST);
            } else {
                message.connectionLost();
                reports.pending(message);
            }
        }
    }

    /** Adds a message to the outbox; {@link #flush} sends it. */
    public void add(Message message) {
        add(message, outcome -> {});
    }

    /**
     * Adds a message to the outbox; {@link #flush} sends it.
     *
     * @param end receives the outcome, once
     */
    public void add(Message message, Consumer<Outcome> end) {
        changed = true;
        outbox.add(message, chat.now())
                .ifPresentOrElse(added -> added(added, end), () -> end.accept(reports.rejected(message)));
    }

    private void added(OutgoingMessage message, Consumer<Outcome> end) {
        message.whenEnded(end);
        if (connected) {
            scheduler.schedule(PATIENCE, () -> reports.pending(message));
        } else {
            unreported.add(message);
        }
    }

    /** Sends every message that can be sent, after saving the outbox. */
    public void flush() {
        List<OutgoingMessage> ready =
                outbox.messages().stream().filter(this::isReady).toList();
        ready.forEach(OutgoingMessage::markSent);
        if (changed || !ready.isEmpty()) {
            changed = false;
            outbox.save();
        }
        unreported.forEach(reports::pending);
        unreported.clear();
        for (OutgoingMessage message : ready) {
            message.markInFlight();
            send(message);
        }
    }

    private boolean isReady(OutgoingMessage message) {
        return connected && !message.isInFlight() && isReachable(message.target());
    }

    private boolean isReachable(String target) {
        return !Names.isChannelLike(target) || rooms.contains(Names.fold(target));
    }

    private void send(OutgoingMessage outgoing) {
        List<Message> lines = LongMessage.split(outgoing.forServer(features), bytesPerLine(outgoing.target()));
        if (lines.size() > 1 && !features.multiline().allow(outgoing.bytes(), lines.size() - 2)) {
            reports.failed(outgoing, Outcome.refused("TOO_LONG", "too long for one message to this server", ""));
            return;
        }
        lines.forEach(connection);
        if (!features.echoes() && !features.labels()) {
            confirmed(outgoing, chat.asMine(outgoing.message()), Origin.LIVE);
        }
    }

    /** Bytes of a message that fit into one line, as the server relays it. */
    public int bytesPerLine(String target) {
        return Math.max(
                MIN_ROOM, Message.MAX_BODY - chat.relayedSource() - Utf8.length("PRIVMSG " + target + " :\r\n"));
    }

    /** The limits of messages of several lines, at present. */
    public MultilineLimits multiline() {
        return features.multiline();
    }

    /**
     * Takes the answer to a message; false if it answers something else.
     *
     * @param lines receives each further line of the answer
     */
    public boolean answered(Batch answer, Consumer<Message> lines) {
        OutgoingMessage outgoing = outbox.withLabel(answer.label()).orElse(null);
        if (outgoing == null) {
            return false;
        }
        boolean echoed = false;
        for (Message line : answer.lines()) {
            boolean echo = line.command().equals("PRIVMSG") && chat.isMe(line.nick());
            if (Replies.isRefusal(line)) {
                refused(outgoing, line);
            } else if (echo && !echoed) {
                echoed = true;
                confirmed(outgoing, line, Origin.CONFIRMED);
            } else {
                lines.accept(line);
            }
        }
        if (outbox.contains(outgoing)) { // neither an echo nor a refusal
            confirmed(outgoing, chat.asMine(outgoing.message()), Origin.CONFIRMED);
        }
        return true;
    }

    private void confirmed(OutgoingMessage outgoing, Message echo, Origin origin) {
        reports.confirmed(outgoing);
        chat.received(echo, origin).forEach(screen);
        outgoing.ended(Outcome.done(echo));
    }

    /** Takes a message of the user that the server relays without a label, which may confirm one in the outbox. */
    public void echoed(Message echo) {
        if (!features.labels()) {
            outbox.echoed(echo).ifPresent(reports::confirmed);
        }
    }

    /** Takes a refusal without a label; false if it is not about a message. */
    public boolean refused(Message refusal) {
        if (features.labels() || !Replies.isRefusal(refusal)) {
            return false;
        }
        OutgoingMessage outgoing = outbox.refused(refusal.paramOrEmpty(1)).orElse(null);
        if (outgoing != null) {
            refused(outgoing, refusal);
        }
        return outgoing != null;
    }

    private void refused(OutgoingMessage outgoing, Message refusal) {
        reports.failed(outgoing, Outcome.refused(refusal, chat.received(refusal)));
    }

    /** Deletes the last message to a place that is still in the outbox; false if there is none. */
    public boolean cancel(String target) {
        OutgoingMessage last = outbox.lastTo(target).orElse(null);
        if (last == null) {
            return false;
        } else if (last.isSent()) {
            screen.accept(chat.failed("your last message is not confirmed yet", "delete it once it is"));
        } else {
            outbox.remove(last);
            outbox.save();
            reports.count();
            screen.accept(chat.info("your message was deleted before it was sent"));
        }
        return true;
    }

    /** Shows which rooms the user must join so that their messages there are sent. */
    public void remind() {
        outbox.messages().stream()
                .map(OutgoingMessage::target)
                .filter(target -> !isReachable(target))
                .distinct()
                .forEach(room -> screen.accept(
                        chat.info("your messages to " + room + " are sent once you are in it: /join " + room)));
    }

    private void warn(Problem e) {
        screen.accept(chat.warned(e));
    }

    /** The number of messages that failed or are not confirmed. */
    public int undelivered() {
        return reports.undelivered();
    }

    /** The user leaves. */
    public void close() {
        reports.leaving();
        outbox.close();
    }
}
