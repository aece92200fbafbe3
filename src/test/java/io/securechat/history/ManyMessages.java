package io.securechat.history;

import io.securechat.Problem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fills a journal with messages for a benchmark. */
final class ManyMessages {
    static final Place LAB = Place.room("#lab");

    /** Drafts in flight, at most. */
    private static final int UNDERWAY = 2000;

    private static final int WORDS_EACH = 12;

    private static final List<String> WORDS = IntStream.range(0, 20_000)
            .mapToObj(i -> Integer.toString(i * 7919 + 46_656, 36))
            .toList();

    private ManyMessages() {}

    /** Appends a number of messages, and waits until they are stored. */
    static void fill(Journal journal, int count, IntFunction<Entry.Draft> draft) throws InterruptedException {
        Semaphore room = new Semaphore(UNDERWAY);
        for (int i = 0; i < count; i++) {
            room.acquire();
            journal.append(draft.apply(i), new Journal.Listener() {
                @Override
                public void stored(Entry entry, boolean again) {
                    room.release();
                }

                @Override
                public void refused(Problem why) {
                    throw why;
                }
            });
        }
        room.acquire(UNDERWAY);
    }

    /** Returns random words, the same for each seed, each after a space and a prefix. */
    static String words(int i, String prefix) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < WORDS_EACH; j++) {
            int word = (int) (hash(i * (long) WORDS_EACH + j) % WORDS.size());
            text.append(' ').append(prefix).append(WORDS.get(word));
        }
        return text.toString();
    }

    private static long hash(long i) {
        return (i * 0x9E3779B97F4A7C15L) >>> 20;
    }

    /** @param nonce null for none */
    static Entry.Draft draft(Party author, String text, @Nullable String nonce) {
        String source = author.name() + "!" + author.name() + "@host";
        return new Entry.Draft("PRIVMSG", LAB, author, source, author.name(), "#lab", text, Map.of(), nonce, 0);
    }
}
