package io.securechat.history;

import io.securechat.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps what is said, in one order, and what accounts have seen of it. A message is delivered when the journal has it, and not
 * before. No method but {@link #close} waits for a disk or a network; all may be called from any thread.
 */
public interface Journal extends AutoCloseable {
    /** What becomes of a draft. Called on a thread of the journal's choosing, perhaps before {@code append} returns. */
    interface Listener {
        /**
         * The entry is safe.
         *
         * @param again whether it was there already, under the same nonce; nothing was appended then
         */
        void stored(Entry entry, boolean again);

        /** It was not appended, and everything else is as it was. */
        void refused(Problem why);
    }

    /** A place where something was said, and the latest that was. */
    record Conversation(Place place, Entry latest) {}

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
     * Appends a draft. When the entry is safe, or refused, the listener is told: in the order of the calls to this method, so
     * that who is told of one entry has been told of all before. The listener must not block.
     *
     * <p>An entry that {@linkplain Entry.Draft#redacts takes another back} forgets the other's text and tags in the same step:
     * nobody finds these any more.
     */
    void append(Entry.Draft draft, Listener listener);

    /** The id of the newest entry that there is, or 0; at hand at once. */
    long newestId();

    /** Some entries of a place, oldest first; what was taken back is not among them. */
    CompletableFuture<List<Entry>> read(Place place, Range range);

    /** One entry, if it is there and was not taken back. */
    CompletableFuture<Optional<Entry>> find(long id);

    /**
     * Where something was last said between two ids, both excluded: in some rooms, and between a party and others. What was
     * said latest comes last; of more than {@code limit} the earliest are left.
     */
    CompletableFuture<List<Conversation>> conversations(
            Party party, Collection<Place> rooms, long after, long before, int limit);

    /**
     * Entries that a search finds, oldest first. What was said a moment ago may not be found yet.
     *
     * @return fails with a {@link Problem} where nothing can be searched
     */
    CompletableFuture<List<Entry>> search(Search search);

    // What is known of accounts. It is small, at hand at once, and safe a little later than it is told.

    /** Everybody with an account who was ever {@linkplain #welcome welcomed} here, who came last at the end. */
    List<Party> accounts();

    /** An account is here. */
    void welcome(Party account);

    /** An account has got everything that was said to it up to an entry. */
    void delivered(Party account, long id);

    /** What others have said to an account only and was not {@linkplain #delivered delivered}, oldest first, at most the oldest {@code limit}. */
    CompletableFuture<List<Entry>> undelivered(Party account, int limit);

    /** Up to when an account has read a place; none where it never told. */
    Optional<Instant> marker(Party account, Place place);

    /** An account has read a place up to a time; a time that is not later than the one before changes nothing. */
    void mark(Party account, Place place, Instant time);

    /** Waits until everything appended is safe, then lets go of what the journal holds. */
    @Override
    void close();
}
