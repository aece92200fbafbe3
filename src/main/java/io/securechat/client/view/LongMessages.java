package io.securechat.client.view;

import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.MessageEvent.Spoken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The latest messages that a screen shows only the beginning of, with their numbers, so that the user can see the whole. */
final class LongMessages {
    /** Lines of a message that a screen shows. */
    static final int SHOWN = 20;

    static final int MAX_MESSAGES = 50;

    /** Characters of all of them together; the last one is kept in any case. */
    static final int MAX_CHARACTERS = 1 << 20;

    private final Predicate<String> folds;
    private final Map<Integer, Kept> kept = new LinkedHashMap<>();
    private int characters;
    private int last;

    private record Kept(MessageEvent message, int characters, String id) {}

    /** @param folds tells whether long messages of a place are shortened */
    LongMessages(Predicate<String> folds) {
        this.folds = folds;
    }

    boolean folds(String place) {
        return folds.test(place);
    }

    /** Keeps a message. Returns its number, which is the same if it is shown again. */
    int add(MessageEvent message, int length) {
        String id = message instanceof Spoken spoken ? spoken.utterance().id() : "";
        for (Map.Entry<Integer, Kept> known : kept.entrySet()) {
            if (!id.isEmpty() && known.getValue().id().equals(id)) {
                return known.getKey();
            }
        }
        kept.put(++last, new Kept(message, length, id));
        characters += length;
        while (kept.size() > MAX_MESSAGES || (characters > MAX_CHARACTERS && kept.size() > 1)) {
            remove(kept.keySet().iterator().next());
        }
        return last;
    }

    /**
     * Returns the message of a number, or null if it is not kept.
     *
     * @param number 0 for the last one
     */
    @Nullable MessageEvent find(int number) {
        Kept found = kept.get(number == 0 ? last : number);
        return found == null ? null : found.message();
    }

    /** A message was deleted, and must not be shown again. */
    void deleted(String id) {
        kept.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(id))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::remove);
    }

    private void remove(int number) {
        Kept gone = kept.remove(number);
        characters -= gone == null ? 0 : gone.characters();
    }
}
