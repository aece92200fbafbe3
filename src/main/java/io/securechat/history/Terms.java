package io.securechat.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a text must have in it to be found: all terms, each as it was typed, in any order. A term is what stands between spaces, or
 * in quotation marks. One that begins with a letter or digit is found at the beginning of a word; one that begins with a symbol,
 * or with a letter of a script without spaces such as Chinese or Thai, is found anywhere.
 */
public final class Terms {
    /** Terms of a search at most; each costs time. */
    public static final int MAX = 16;

    /** Tokenizer that the index is asked for because of one term, at most: more hardly narrow it. */
    private static final int TOKENS = 8;

    private static final char QUOTE = '"';

    private final List<String> terms;

    private Terms(List<String> terms) {
        this.terms = terms;
    }

    /** Takes apart what was typed. A quotation mark that has no partner stands for itself. */
    public static Terms of(String typed) {
        String folded = Folding.fold(typed);
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

    /** Where the quotation mark is, before a space or the end, that belongs to another one; -1 where there is none. */
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

    /** Whether a text has them all. */
    boolean areIn(String text) {
        return terms.isEmpty() || areInFolded(Folding.fold(text));
    }

    /** The same for a text in its {@linkplain Folding#fold folded} form. */
    boolean areInFolded(String folded) {
        return terms.stream().allMatch(term -> isIn(folded, term));
    }

    /** Whether a folded text has a term; if the term begins with a word, at the beginning of a word. */
    static boolean isIn(String folded, String term) {
        boolean anywhere = Tokenizer.kind(term.codePointAt(0)) != Tokenizer.Kind.WORD;
        for (int at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
            if (anywhere || at == 0 || Tokenizer.kind(folded.codePointBefore(at)) != Tokenizer.Kind.WORD) {
                return true;
            }
        }
        return false;
    }

    /** The tokens that the index has of every text that has them all. */
    List<String> tokens() {
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

    /** The words that end a term and are longer than the beginning that is among the {@link #tokens}, as a token has them. */
    List<String> beginnings() {
        Set<String> beginnings = new LinkedHashSet<>();
        for (String term : terms) {
            List<Tokenizer.Run> runs = Tokenizer.runs(term);
            Tokenizer.Run last = runs.get(runs.size() - 1);
            if (last.kind() == Tokenizer.Kind.WORD && last.isLongerThanStart()) {
                beginnings.add(last.word());
            }
        }
        return List.copyOf(beginnings);
    }

    /** A token as a string of FTS5, in which no character means anything; a token has no quotation mark. */
    static String quoted(String token) {
        return '"' + token + '"';
    }
}
