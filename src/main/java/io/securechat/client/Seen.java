package io.securechat.client;

import io.securechat.client.Event.TakenBack;
import io.securechat.client.Event.Utterance;
import java.time.Instant;
import java.util.Optional;

/**
 * What the user has been shown: each message once, unless it was taken back before, and once that it was taken back. The oldest
 * are forgotten.
 */
final class Seen {
    private static final int MAX_MESSAGES = 10_000;
    private static final int MAX_TAKEN_BACK = 1000;

    /** Characters of a message's identifier; longer ones are not remembered. */
    private static final int MAX_ID = 100;

    /** When messages were said, by their identifiers. */
    private final Recent<Instant> messages = new Recent<>(MAX_MESSAGES);

    /** Identifiers of messages that were taken back, which an answer may still contain, and whether the user has been told. */
    private final Recent<Boolean> takenBack = new Recent<>(MAX_TAKEN_BACK);

    /** Whether an identifier is remembered. */
    static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID;
    }

    /** A message has been taken back: it is not shown from now on. */
    void takenBack(String id) {
        if (isId(id)) {
            takenBack.putIfAbsent(id, false);
        }
    }

    /** Whether the user is not to be shown an event, or not again. */
    boolean has(Event event) {
        String id = id(event);
        return event instanceof Utterance
                ? messages.containsKey(id) || takenBack.containsKey(id)
                : Boolean.TRUE.equals(takenBack.get(id));
    }

    /** Remembers an event that is about to be shown, and returns it as it is to be shown; empty if it is not. */
    Optional<Event> show(Event event) {
        if (has(event)) {
            return Optional.empty();
        }
        String id = id(event);
        if (event instanceof TakenBack back) {
            if (isId(id)) {
                takenBack.put(id, true);
            }
            return Optional.of(back.of(messages.get(id)));
        } else if (isId(id)) {
            messages.put(id, event.at());
        }
        return Optional.of(event);
    }

    /** The identifier of the message that an event is about, or empty. */
    private static String id(Event event) {
        if (event instanceof Utterance utterance) {
            return utterance.speech().id();
        }
        return event instanceof TakenBack back ? back.id() : "";
    }
}
