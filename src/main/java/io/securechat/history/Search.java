package io.securechat.history;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search query.
 *
 * @param asker groups searches: those of one asker run one after the other, those of different askers take turns
 * @param places the places to search
 * @param party also search the private places of this party; null for none
 * @param text the search {@linkplain Terms terms}; empty for any text
 * @param from the sender's nick, in any case; empty for any sender
 * @param range the messages to search, and the number of results
 */
public record Search(
        String asker, Set<Place> places, @Nullable Party party, String text, String from, Range range) {
    public Search {
        places = Set.copyOf(places);
    }

    /** Searches without an asker for the newest entries of a span. */
    public Search(Collection<Place> places, String text, String from, Span span, int limit) {
        this("", Set.copyOf(places), null, text, from, new Range(span, limit, true, Set.of()));
    }

    /** Searches without an asker for the newest entries between two ids, both excluded. */
    public Search(Collection<Place> places, String text, String from, long after, long before, int limit) {
        this(places, text, from, Span.between(after, before), limit);
    }

    public int limit() {
        return range.limit();
    }

    public boolean newest() {
        return range.newest();
    }

    /** Returns whether an entry matches everything but the text. */
    public boolean covers(Entry entry) {
        Entry.Draft draft = entry.draft();
        return range.includes(entry)
                && (places.contains(draft.place())
                        || (party != null && draft.place().isOf(party)))
                && (from.isEmpty() || Names.same(Message.nickOf(draft.source()), from));
    }
}
