package io.securechat.history;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The expression with which FTS5 selects the candidates of a search. It requires whole tokens only at first, because FTS5 reads
 * those lazily, and skips within them. For the beginning of a word it collects every document of every such word before it
 * returns the first one, which takes milliseconds in each part of the index if the words are common. A beginning is therefore
 * required only after it would have spared many candidates: it is rarer than its first letters then.
 */
final class FtsQuery {
    /** Rejected candidates in one part of the index after which a beginning may be required: 1 % of its documents. */
    static final int SAMPLE = IndexTables.PART / 100;

    /** The beginnings that are not required, and how many of the rejected candidates have no such word. */
    private final Map<String, Integer> lacking = new HashMap<>();

    private final Set<String> beginnings;
    private String expression;
    private int rejected;

    /**
     * @param tokens an expression that is true for every document to be found
     * @param beginnings beginnings of words that every document to be found has
     */
    FtsQuery(String tokens, Collection<String> beginnings) {
        this.expression = tokens;
        this.beginnings = new HashSet<>(beginnings);
    }

    /** What a candidate has to match, in the query language of FTS5. */
    String expression() {
        return expression;
    }

    /** Begins to count anew, for another part of the index. */
    void restart() {
        rejected = 0;
        lacking.clear();
    }

    /**
     * Counts a candidate whose text is not what is looked for.
     *
     * @return whether the expression is another one now
     */
    boolean reject(String folded) {
        for (String beginning : beginnings) {
            if (!Terms.isIn(folded, beginning)) {
                lacking.merge(beginning, 1, Integer::sum);
            }
        }
        rejected++;
        return rejected == SAMPLE && tighten();
    }

    /** Requires the beginning that most candidates lack, if it spares at least half of them. */
    private boolean tighten() {
        String rarest = lacking.keySet().stream()
                .filter(beginning -> lacking.getOrDefault(beginning, 0) >= SAMPLE / 2)
                .max(Comparator.comparing(beginning -> lacking.getOrDefault(beginning, 0)))
                .orElse("");
        restart();
        if (rarest.isEmpty()) {
            return false;
        }
        beginnings.remove(rarest);
        expression += " AND " + Terms.quoted(rarest) + '*';
        return true;
    }
}
