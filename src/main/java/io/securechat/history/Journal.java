package io.securechat.history;

import io.securechat.Problem;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what is said, in one order. A message is delivered when the journal has it, and not before. */
public interface Journal extends AutoCloseable {
    /**
     * Opens the journal that a URI names: {@code memory:} keeps the last {@value MemoryJournal#CAPACITY} entries until the
     * program ends.
     *
     * @throws Problem if the URI names none
     */
    static Journal open(String uri) {
        if (uri.equals("memory:")) {
            return new MemoryJournal(MemoryJournal.CAPACITY, Clock.systemUTC());
        }
        throw new Problem("there is no journal '" + uri + "'", "use --journal memory:");
    }

    /**
     * Takes a draft and returns without waiting. When the entry is safe, {@code whenSafe} is called with it: in the order of
     * the calls to this method, on a thread of the journal's choosing, perhaps before this method returns. It must not block.
     */
    void append(Entry.Draft draft, Consumer<Entry> whenSafe);

    /** The last entries of a target, oldest first, at most {@code limit} of them. */
    List<Entry> latest(String target, int limit);

    /** Waits until everything appended is safe, then lets go of what the journal holds. */
    @Override
    void close();
}
