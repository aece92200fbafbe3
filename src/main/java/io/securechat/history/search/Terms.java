package io.securechat.history.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The terms of a search. A text matches if it has all of them, in any order. A term is a word, or a phrase in quotation marks. If it
 * begins with a letter or digit, it matches at the beginning of a word; if it begins with a symbol, or with a letter of a script
 * without spaces such as Chinese or Thai, it matches anywhere.
 */
public final class Terms {
    /** The number of terms in a search, at most; each costs time. */
    public static final int MAX = 16;

    /** Tokens in a query for one term, at most: more hardly narrow it. */
    private static final int TOKENS = 8;

    private static final char QUOTE = '"';

    private final List<String> terms;

    private Terms(List<String> terms) {
        this.terms = terms;
    }

    /** Parses a search text. An unpaired quotation mark is part of a term. */
    public static Terms of(String text) {
        String folded = Folding.fold(text);
        Set<String> terms = new LinkedHashSet<>();
        for (int start = 0; start < folded.length(); ) {
            int end = folded.charAt(start) == QUOTE ? closing(folded, start) : -1;
            if (end > 0) {
                terms.add(folded.substring(start + 1, end).strip());
                start = end + 2;
            } else {
                end = folded.indexOf(' ', start);
                end = end < 0 ? folded.length() : end;
                terms.add(folded.substring(start, end));
                start = end + 1;
            }
        }
        return new Terms(List.copyOf(terms));
    }

    /** Returns the index of the closing quotation mark, which is before a space or the end; -1 if there is none. */
    private static int closing(String folded, int opening) {
        for (int at = folded.indexOf(QUOTE, opening + 1); at >= 0; at = folded.indexOf(QUOTE, at + 1)) {
            boolean ends = at + 1 == folded.length() || folded.charAt(at + 1) == ' ';
            if (ends && !folded.substring(opening + 1, at).isBlank()) {
                return at;
            }
        }
        return -1;
    }

    public int size() {
        return terms.size();
    }

    /** Returns whether a text has all terms. */
    public boolean areIn(String text) {
        return terms.isEmpty() || areInFolded(Folding.fold(text));
    }

    /** Returns whether a {@linkplain Folding#fold folded} text has all terms. */
    public boolean areInFolded(String folded) {
        return terms.stream().allMatch(term -> isIn(folded, term));
    }

    /** Returns whether a folded text has a term; if the term begins with a word, at the beginning of a word. */
    public static boolean isIn(String folded, String term) {
        boolean anywhere = Tokenizer.kind(term.codePointAt(0)) != Tokenizer.Kind.WORD;
        for (int at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
            if (anywhere || at == 0 || Tokenizer.kind(folded.codePointBefore(at)) != Tokenizer.Kind.WORD) {
                return true;
            }
        }
        return false;
    }

    /** Returns tokens that every matching text has in the index. */
    public List<String> tokens() {
        Set<String> tokens = new LinkedHashSet<>();
        for (String term : terms) {
            tokens.addAll(tokens(term));
        }
        return List.copyOf(tokens);
    }

    private static List<String> tokens(String term) {
        List<String> tokens = new ArrayList<>();
        List<Tokenizer.Run> runs = Tokenizer.runs(term);
        for (int i = 0; i < runs.size(); i++) {
            Tokenizer.Run run = runs.get(i);
            switch (run.kind()) {
                case WORD -> tokens.add(i < runs.size() - 1 ? run.word() : run.start());
                case DENSE -> {
                    List<String> pairs = run.pairs();
                    tokens.addAll(pairs.isEmpty() ? run.characters() : pairs);
                }
                case SPACE -> {}
            }
        }
        return tokens.subList(0, Math.min(TOKENS, tokens.size()));
    }

    /** Returns prefixes of words that every matching text has, if they are longer than those among the {@link #tokens}. */
    public List<String> prefixes() {
        Set<String> prefixes = new LinkedHashSet<>();
        for (String term : terms) {
            List<Tokenizer.Run> runs = Tokenizer.runs(term);
            Tokenizer.Run last = runs.get(runs.size() - 1);
            if (last.kind() == Tokenizer.Kind.WORD && last.isLongerThanStart()) {
                prefixes.add(last.word());
            }
        }
        return List.copyOf(prefixes);
    }

    /** Returns a token as a string literal of FTS5; tokens contain no quotation mark. */
    public static String quoted(String token) {
        return '"' + token + '"';
    }
}
