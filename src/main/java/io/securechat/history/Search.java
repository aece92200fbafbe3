package io.securechat.history;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for.
 *
 * @param asker whose search it is: those of one asker run one after the other, those of several in turns
 * @param places where
 * @param party whose private conversations are looked through as well, or null
 * @param text what must be in it, see {@link Terms}; empty for any text
 * @param from the nick of who has said it, in any case; empty for anybody
 * @param range of which messages, and how many at most
 */
public record Search(
        String asker, Set<Place> places, @Nullable Party party, String text, String from, Range range) {
    public Search {
        places = Set.copyOf(places);
    }

    /** A search of no particular asker, for the newest entries of a span. */
    public Search(Collection<Place> places, String text, String from, Span span, int limit) {
        this("", Set.copyOf(places), null, text, from, new Range(span, limit, true, Set.of()));
    }

    /** The same between two ids, both excluded. */
    public Search(Collection<Place> places, String text, String from, long after, long before, int limit) {
        this(places, text, from, Span.between(after, before), limit);
    }

    int limit() {
        return range.limit();
    }

    boolean newest() {
        return range.newest();
    }

    /** Whether an entry belongs to what is searched, whatever its text. */
    boolean covers(Entry entry) {
        Entry.Draft draft = entry.draft();
        return range.includes(entry)
                && (places.contains(draft.place())
                        || (party != null && draft.place().isOf(party)))
                && (from.isEmpty() || Names.same(Message.nickOf(draft.source()), from));
    }
}
