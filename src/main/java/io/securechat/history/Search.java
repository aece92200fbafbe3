package io.securechat.history;

import java.util.List;

/**
 * What is looked for.
 *
 * @param places where
 * @param text words that are all in it, in any order, form and case; a word is also found as the beginning of a longer one.
 *     Empty for any text
 * @param from the nick of who has said it, in any case; empty for anybody
 * @param span where in their histories
 * @param limit at most so many, the newest of them
 */
public record Search(List<Place> places, String text, String from, Span span, int limit) {
    public Search {
        places = List.copyOf(places);
    }

    /** Between two ids, both excluded. */
    public Search(List<Place> places, String text, String from, long after, long before, int limit) {
        this(places, text, from, Span.between(after, before), limit);
    }
}
