package io.securechat.client.outbox;

import io.securechat.Problem;
import io.securechat.client.request.Requests;
import io.securechat.client.thread.Scheduler;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The messages of the user that the server has not confirmed, in order, and in a file where there is one. Owned by one thread. */
final class Outbox {
    static final int MAX_MESSAGES = 500;
    static final int MAX_BYTES = 256 << 10;

    /** Delay before confirmed messages leave the file, so that many leave it at once. */
    private static final Duration SAVE_DELAY = Duration.ofMillis(200);

    private final Scheduler scheduler;
    private final Consumer<Problem> failure;
    private final List<OutgoingMessage> messages = new ArrayList<>();
    private @Nullable OutboxFile file;
    private int bytes;
    private boolean saving;

    /**
     * Creates an empty outbox without a file.
     *
     * @param failure receives the problem if the file cannot be read or written any more
     */
    Outbox(Scheduler scheduler, Consumer<Problem> failure) {
        this.scheduler = scheduler;
        this.failure = failure;
    }

    /**
     * Keeps messages in a file from now on.
     *
     * @return the messages that were in the file and are in the outbox now
     */
    List<OutgoingMessage> open(OutboxFile opened) {
        file = opened;
        try {
            return opened.read().stream()
                    .map(OutgoingMessage::ofRecord)
                    .filter(Objects::nonNull)
                    .filter(this::add)
                    .toList();
        } catch (Problem e) {
            failure.accept(e);
            return List.of();
        }
    }

    /** Adds a message; empty if the outbox is full. */
    Optional<OutgoingMessage> add(Message message, Instant now) {
        OutgoingMessage added = new OutgoingMessage(message, Requests.newLabel(), now);
        return add(added) ? Optional.of(added) : Optional.empty();
    }

    private boolean add(OutgoingMessage message) {
        if (messages.size() >= MAX_MESSAGES || bytes + message.bytes() > MAX_BYTES) {
            return false;
        }
        bytes += message.bytes();
        return messages.add(message);
    }

    void remove(OutgoingMessage message) {
        if (messages.remove(message)) {
            bytes -= message.bytes();
            saveSoon();
        }
    }

    /** All messages, the earliest first. */
    List<OutgoingMessage> messages() {
        return List.copyOf(messages);
    }

    boolean contains(OutgoingMessage message) {
        return messages.contains(message);
    }

    /** The message with a label. */
    Optional<OutgoingMessage> withLabel(String label) {
        return label.isEmpty()
                ? Optional.empty()
                : first(message -> message.label().equals(label));
    }

    /** The message that an echo without a label probably confirms; it may also come from another device of the user. */
    Optional<OutgoingMessage> echoed(Message echo) {
        String text = echo.trailing();
        return first(message ->
                isInFlightTo(message, echo.paramOrEmpty(0)) && message.text().equals(text));
    }

    /** The message to a target that a refusal without a label is probably about. */
    Optional<OutgoingMessage> refused(String target) {
        return first(message -> isInFlightTo(message, target));
    }

    /** The last message to a target. */
    Optional<OutgoingMessage> lastTo(String target) {
        return messages.stream()
                .filter(message -> Names.same(message.target(), target))
                .reduce((earlier, later) -> later);
    }

    private static boolean isInFlightTo(OutgoingMessage message, String target) {
        return message.isInFlight() && Names.same(message.target(), target);
    }

    private Optional<OutgoingMessage> first(Predicate<OutgoingMessage> condition) {
        return messages.stream().filter(condition).findFirst();
    }

    private void saveSoon() {
        if (!saving) {
            saving = true;
            scheduler.schedule(SAVE_DELAY, this::save);
        }
    }

    /** Writes the messages to the file. */
    void save() {
        saving = false;
        OutboxFile open = file;
        if (open == null) {
            return;
        }
        try {
            open.write(messages.stream().map(OutgoingMessage::record).toList());
        } catch (Problem e) {
            closeFile();
            failure.accept(e);
        }
    }

    /** Returns whether messages survive the end of the program. */
    boolean isPersistent() {
        return file != null;
    }

    /** Writes the messages to the file for the last time. */
    void close() {
        save();
        closeFile();
    }

    private void closeFile() {
        OutboxFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
