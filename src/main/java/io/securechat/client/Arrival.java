package io.securechat.client;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.request.RoundTrips;
import io.securechat.client.thread.Worker;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The wait after the welcome: for the rooms, their members and their history. A user at a terminal waits for a short time, a
 * program for all of it.
 */
record Arrival(
        Conversation chat,
        ChatSession session,
        Worker thread,
        RoundTrips roundTrips,
        Consumer<Event> screen,
        boolean atTerminal) {
    /** Time that a user waits for the rooms and their history before they can type. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Waits until the rooms are joined, and what belongs to them has come. */
    void await() {
        if (settle() && thread.call(this::isIncomplete, false)) {
            settle(); // the accounts of the members, and the history, have come
        }
        while (!atTerminal && thread.call(session::isFetching, false)) {
            settle();
        }
    }

    private boolean isIncomplete() {
        return chat.isEntering() || (atTerminal && session.features().history());
    }

    /** Waits until the server has processed what was sent. Returns whether it has in time. */
    private boolean settle() {
        try {
            roundTrips.begin(atTerminal ? PATIENCE : ChatClient.FLUSH_PATIENCE).join();
            return true;
        } catch (CompletionException e) {
            if (!atTerminal || !(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            thread.execute(() -> screen.accept(
                    chat.warned("the server answers slowly", "earlier messages may appear later, or not at all")));
            return false;
        }
    }
}
