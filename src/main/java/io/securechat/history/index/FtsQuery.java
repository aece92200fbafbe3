package io.securechat.history.index;

import io.securechat.history.search.Terms;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The FTS5 query that selects the candidates of a search. At first it requires whole tokens only, which FTS5 reads lazily and
 * skips through. For a prefix of a word FTS5 collects every document of every such word before it returns the first one, which
 * takes milliseconds in each part of the index if the words are common. Therefore a prefix is required only once it would have
 * ruled out many candidates, which shows that it is rarer than its first letters.
 */
final class FtsQuery {
    /** Rejected candidates in one part of the index after which a prefix may be required: 1 % of its documents. */
    static final int SAMPLE = IndexTables.PART / 100;

    /** The prefixes that are not required, and the number of rejected candidates without such a word. */
    private final Map<String, Integer> lacking = new HashMap<>();

    private final Set<String> prefixes;
    private String expression;
    private int rejected;

    /**
     * @param tokens an expression that is true for every matching document
     * @param prefixes of words that every matching document has
     */
    FtsQuery(String tokens, Collection<String> prefixes) {
        this.expression = tokens;
        this.prefixes = new HashSet<>(prefixes);
    }

    /** Returns the query in the language of FTS5. */
    String expression() {
        return expression;
    }

    /** Resets the counts, for another part of the index. */
    void restart() {
        rejected = 0;
        lacking.clear();
    }

    /**
     * Counts a candidate whose text does not match.
     *
     * @return whether the expression has changed
     */
    boolean reject(String folded) {
        for (String prefix : prefixes) {
            if (!Terms.isIn(folded, prefix)) {
                lacking.merge(prefix, 1, Integer::sum);
            }
        }
        rejected++;
        return rejected == SAMPLE && tighten();
    }

    /** Requires the prefix that most candidates lack, if it rules out at least half of them. */
    private boolean tighten() {
        String rarest = lacking.keySet().stream()
                .filter(prefix -> lacking.getOrDefault(prefix, 0) >= SAMPLE / 2)
                .max(Comparator.comparing(prefix -> lacking.getOrDefault(prefix, 0)))
                .orElse("");
        restart();
        if (rarest.isEmpty()) {
            return false;
        }
        prefixes.remove(rarest);
        expression += " AND " + Terms.quoted(rarest) + '*';
        return true;
    }
}
