package io.securechat.client.history;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Deleted;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.text.LruMap;
import java.time.Instant;
import java.util.Optional;

/**
 * The messages and deletions that the user has seen, so that each is shown once and a deleted message never again. Forgets the
 * oldest.
 */
final class Seen {
    private static final int MAX_MESSAGES = 10_000;
    private static final int MAX_DELETED = 1000;

    /** Characters of a message's identifier; longer ones are not remembered. */
    private static final int MAX_ID = 100;

    /** The times of messages, by identifier. */
    private final LruMap<Instant> messages = new LruMap<>(MAX_MESSAGES);

    /** Identifiers of deleted messages, which an answer may still contain, and whether the user has seen the deletion. */
    private final LruMap<Boolean> deleted = new LruMap<>(MAX_DELETED);

    /** Returns whether an identifier is remembered. */
    static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID;
    }

    /** A message was deleted: do not show it from now on. */
    void deleted(String id) {
        if (isId(id)) {
            deleted.putIfAbsent(id, false);
        }
    }

    /** Returns whether an event must not be shown, or not again. */
    boolean has(Event event) {
        return isGone(event) || (event instanceof Spoken && messages.containsKey(id(event)));
    }

    /** Returns whether an event is a deleted message, or its deletion after the user has seen that. */
    boolean isGone(Event event) {
        String id = id(event);
        return event instanceof Spoken ? deleted.containsKey(id) : Boolean.TRUE.equals(deleted.get(id));
    }

    /** Remembers an event that is about to be shown. Returns it as it is to be shown; empty if it must not be. */
    Optional<Event> show(Event event) {
        if (has(event)) {
            return Optional.empty();
        }
        String id = id(event);
        if (event instanceof Deleted deletion) {
            if (isId(id)) {
                deleted.put(id, true);
            }
            return Optional.of(deletion.withSent(messages.get(id)));
        } else if (isId(id)) {
            messages.put(id, event.at());
        }
        return Optional.of(event);
    }

    /** Returns the identifier of the message that an event is about, or empty. */
    private static String id(Event event) {
        if (event instanceof Spoken spoken) {
            return spoken.utterance().id();
        }
        return event instanceof Deleted deletion ? deletion.id() : "";
    }
}
