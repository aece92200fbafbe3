package io.securechat.history;

import io.securechat.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A record of everything said, in one order, and of what each account has received and read. A message is delivered only after
 * the journal has stored it. No method but {@link #close} waits for a disk or a network; all are safe for use by several threads.
 */
public interface Journal extends AutoCloseable {
    /** A receiver of the outcome of a draft, perhaps before {@code append} returns. */
    public interface Listener {
        /**
         * The executor on which the outcome arrives; by default the journal's own thread. The outcomes of one commit for listeners
         * with the same executor arrive in one task.
         */
        default Executor executor() {
            return Runnable::run;
        }

        /**
         * The entry is stored.
         *
         * @param again true if an entry with the same nonce existed already and nothing was appended; if that one has since been
         *     redacted or pruned, {@code entry} has the text of the draft
         */
        void stored(Entry entry, boolean again);

        /** The draft was not appended, and nothing else has changed. */
        void refused(Problem why);
    }

    /** A place and the latest entry in it. */
    public record Conversation(Place place, Entry latest) {}

    /**
     * The size of a journal.
     *
     * @param since the time of the oldest entry, null if there is none
     */
    public record Contents(long entries, @Nullable Instant since) {}

    /**
     * The result of a search.
     *
     * @param entries oldest first
     * @param complete false if the search reached its time limit
     */
    public record Found(List<Entry> entries, boolean complete) {
        public Found {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Appends a draft. Listeners receive outcomes in the order of the calls to this method. A listener must not block.
     *
     * <p>An entry that {@linkplain Entry.Draft#redacts redacts another} erases the text and tags of the other one in the same
     * transaction.
     */
    void append(Entry.Draft draft, Listener listener);

    /** Returns the highest id assigned so far, or 0. */
    long newestId();

    /** Returns the time that an id stands for, whether or not there is such an entry. */
    Instant timeOf(long id);

    /** Returns the id that an entry appended now would have. Store it to record a moment in the order of entries. */
    long presentId();

    /** Returns the lowest id of an age or younger; 0 while the clock is not trusted, such as on the day after a jump. */
    long firstWithin(Duration age);

    /** Returns the latest time that any entry can have: now, or the time of the newest entry if that is later. */
    Instant latest();

    /** Reads entries of a place, oldest first, without redacted ones. */
    CompletableFuture<List<Entry>> read(Place place, Range range);

    /** Reads an entry, unless it was redacted or pruned. */
    CompletableFuture<Optional<Entry>> find(long id);

    /**
     * Lists the conversations whose latest message is within a range, in the order of these messages: those in some rooms, and the
     * private ones of a party. The range's limit applies to conversations with guests separately, so that guests cannot crowd out
     * the others.
     */
    CompletableFuture<List<Conversation>> conversations(Party party, Collection<Place> rooms, Range range);

    /**
     * Runs a search for at most 2 seconds, taking turns with the searches of others.
     *
     * @return fails with a {@link Problem} if the index is not available, or too many searches are waiting
     */
    CompletableFuture<Found> search(Search search);

    /**
     * Reads the id of the newest message of each room that has entries, or 0 if none of them is a message. Entries appended before
     * this call count, as do those of {@linkplain Place#successor earlier rooms} of the same name.
     */
    CompletableFuture<Map<Place, Long>> newestIn(Collection<Place> rooms);

    /** Returns a future that completes when everything appended so far is stored or refused. */
    CompletableFuture<Void> settled();

    /** Reads the size of the journal. */
    CompletableFuture<Contents> contents();

    /** Reads the measurements since the journal was opened. */
    CompletableFuture<JournalFigures> figures();

    /** Writes to the disk without appending an entry; fails with a {@link Problem} if the journal cannot be written. */
    CompletableFuture<Void> probe();

    // The states of rooms are in memory, and stored before any entry appended later.

    /** Returns the latest state of each room, opaque to the journal. */
    Map<String, String> rooms();

    /**
     * Stores the state of a room.
     *
     * @param state empty to delete it
     */
    void room(String name, String state);

    // The states of accounts are in memory, and stored a little later.

    /** Returns all accounts that were ever {@linkplain #welcome welcomed}, the most recent last. */
    List<Party> accounts();

    /** Records a visit of an account. */
    void welcome(Party account);

    /**
     * Records that an account has received all messages of others in a private place between two entries. Has no effect if the
     * account has not received the messages before them.
     *
     * @param after the id before the first one received
     * @param id the last id received
     */
    void delivered(Party account, Place place, long after, long id);

    /**
     * Reads the private messages to an account that were not {@linkplain #delivered delivered}, oldest first.
     *
     * @param after only entries with higher ids
     * @param limit the number of entries, at most
     * @param guests true for messages from guests only
     */
    CompletableFuture<List<Entry>> undelivered(Party account, long after, int limit, boolean guests);

    /** Returns the time up to which an account has read a place, if it has set a marker there. */
    Optional<Instant> marker(Party account, Place place);

    /**
     * Moves the read marker of an account in a place forward, to {@link #latest} at most. An earlier time has no effect, unless the
     * present marker is in the future. An account has at most {@value Markers#MAX} markers; another one replaces the earliest. The
     * markers of a place are deleted with its last entry.
     */
    void mark(Party account, Place place, Instant time);

    /** Returns the number of markers of all accounts. */
    int markers();

    /** Waits until everything appended is stored, then releases the files. */
    @Override
    void close();
}
