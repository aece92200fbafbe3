package io.securechat.history;

import java.util.List;

/**
 * What is looked for.
 *
 * @param places where
 * @param text words that are all in it, in any order, form and case; a word is also found as the beginning of a longer one.
 *     Empty for any text
 * @param from the nick of who has said it, in any case; empty for anybody
 * @param after only entries with higher ids
 * @param before only entries with lower ids
 * @param limit at most so many, the newest of them
 */
public record Search(List<Place> places, String text, String from, long after, long before, int limit) {
    public Search {
        places = List.copyOf(places);
    }
}
