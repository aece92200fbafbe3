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
 * Keeps what is said, in one order, and what accounts have seen of it. A message is delivered when the journal has it, and not
 * before. No method but {@link #close} waits for a disk or a network; all may be called from any thread.
 */
public interface Journal extends AutoCloseable {
    /** What becomes of a draft; perhaps told before {@code append} returns. */
    interface Listener {
        /**
         * Where it is told, if not on the journal's own thread. Listeners with the same executor are told in one task what became
         * safe at the same moment.
         */
        default Executor executor() {
            return Runnable::run;
        }

        /**
         * The entry is safe.
         *
         * @param again whether it was there already, under the same nonce; nothing was appended then. If its text has been
         *     taken back since, or is not kept any more, the entry has that of the draft
         */
        void stored(Entry entry, boolean again);

        /** It was not appended, and everything else is as it was. */
        void refused(Problem why);
    }

    /** A place where something was said, and the latest that was. */
    record Conversation(Place place, Entry latest) {}

    /**
     * How much is kept.
     *
     * @param since when the oldest entry was said, null where there is none
     */
    record Contents(long entries, @Nullable Instant since) {}

    /**
     * What a search has found, oldest first.
     *
     * @param complete false if it was ended because it took too long, before everything was looked through
     */
    record Found(List<Entry> entries, boolean complete) {
        public Found {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Appends a draft. When the entry is safe, or refused, the listener is told: in the order of the calls to this method, so
     * that who is told of one entry has been told of all before. The listener must not block.
     *
     * <p>An entry that {@linkplain Entry.Draft#redacts takes another back} forgets the other's text and tags in the same step:
     * nobody finds these any more.
     */
    void append(Entry.Draft draft, Listener listener);

    /** The highest id that an entry has been given so far, or 0; at hand at once. */
    long newestId();

    /** When the entry with an id was said, if there was one; at hand at once. */
    Instant timeOf(long id);

    /** What {@link #newestId} would be if something were said now; at hand at once. Kept, it tells later when that was. */
    long presentId();

    /** The lowest id within an age; 0 while the clock is not trusted, as on the day after it has jumped. */
    long firstWithin(Duration age);

    /** The latest time that anything can have been said: now, or when the newest entry was said; at hand at once. */
    Instant latest();

    /** Some entries of a place, oldest first; what was taken back is not among them. */
    CompletableFuture<List<Entry>> read(Place place, Range range);

    /** One entry, if it is there and was not taken back. */
    CompletableFuture<Optional<Entry>> find(long id);

    /**
     * Where the latest message lies within a range: in some rooms, and between a party and others, ordered by that message. The
     * limit counts conversations with guests apart, so that any number of guests leaves room for the others.
     */
    CompletableFuture<List<Conversation>> conversations(Party party, Collection<Place> rooms, Range range);

    /**
     * Runs a search, for 2 seconds at most and in turns with those of others.
     *
     * @return fails with a {@link Problem} where nothing can be searched, or too many search already
     */
    CompletableFuture<Found> search(Search search);

    /**
     * The id of the newest message of each room of which something is kept, 0 where that is no message; all counts that was appended
     * before, and what is kept of earlier rooms of the same name, whose places have a comma and a number behind it.
     */
    CompletableFuture<Map<Place, Long>> newestIn(Collection<Place> rooms);

    /** How much is kept at present. */
    CompletableFuture<Contents> contents();

    // What is known of rooms. It is small, at hand at once, and safe before anything that is appended later.

    /** What was told last of each room, in words of whoever told it. */
    Map<String, String> rooms();

    /**
     * Keeps what is to be known of a room.
     *
     * @param state the empty string to forget it
     */
    void room(String name, String state);

    // What is known of accounts. It is small, at hand at once, and safe a little later than it is told.

    /** Everybody with an account who was ever {@linkplain #welcome welcomed} here, who came last at the end. */
    List<Party> accounts();

    /** An account is here. */
    void welcome(Party account);

    /**
     * An account has received everything that others have said to it in a private place behind one entry, up to another. Nothing
     * changes where it has not received all that was said there before.
     *
     * @param after the highest id that is not among what was received
     * @param id the highest id that is
     */
    void delivered(Party account, Place place, long after, long id);

    /**
     * What others have said to an account only and was not {@linkplain #delivered delivered}, oldest first.
     *
     * @param after only entries with higher ids
     * @param limit at most the oldest so many
     * @param guests whether only what guests have said is wanted
     */
    CompletableFuture<List<Entry>> undelivered(Party account, long after, int limit, boolean guests);

    /** Up to when an account has read a place; none where it never told. */
    Optional<Instant> marker(Party account, Place place);

    /**
     * An account has read a place up to a time, but not beyond {@link #latest}. A time that is not later than the one before
     * changes nothing, unless that one has turned out to be in the future. An account has {@value Markers#MAX} markers at most; a
     * further one replaces the earliest. When nothing of a place is kept any more, its markers end.
     */
    void mark(Party account, Place place, Instant time);

    /** How many markers all accounts have together. */
    int markers();

    /** Waits until everything appended is safe, then lets go of what the journal holds. */
    @Override
    void close();
}
