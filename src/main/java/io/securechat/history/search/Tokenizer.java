package io.securechat.history.search;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tokens of a folded text in the index: its words and their first letters; for scripts without spaces and symbols, each
 * character and each pair. Tokens contain no spaces, and no ASCII characters but letters and digits, so that FTS5's tokenizer
 * {@code ascii} leaves them as they are. The index does not store their order: the text itself decides whether it matches.
 */
public final class Tokenizer {
    /** The length of the longest prefix of a word that is a token. */
    static final int PREFIX = 3;

    /** Letters of a word in its token; further ones are ignored. */
    private static final int WORD = 32;

    // Marks of tokens that are not text: noncharacters, which no folded text has.
    private static final char PLACE = '\uFDD0';
    private static final char SENDER = '\uFDD1';
    private static final char PARTY = '\uFDD2';
    private static final char START = '\uFDD3';

    /** The distance of an ASCII character from its full-width form, which no folded text has. */
    private static final int FULL_WIDTH = 0xFEE0;

    /** The kinds of characters in a folded text. */
    enum Kind {
        /** Letters, marks and digits of scripts that have spaces between words. */
        WORD,
        /** Symbols, and letters of scripts without spaces. */
        DENSE,
        SPACE
    }

    /** A longest part of a folded text with characters of one kind. */
    record Run(String text, Kind kind) {
        /** Returns the token of a word. */
        String word() {
            return first(text, WORD);
        }

        /** Returns the token of a word's first letters. */
        String start() {
            return START + first(text, PREFIX);
        }

        boolean isLongerThanStart() {
            return text.codePointCount(0, text.length()) > PREFIX;
        }

        /** Returns the tokens of single characters. */
        List<String> characters() {
            return text.codePoints().mapToObj(Tokenizer::character).toList();
        }

        /** Returns the tokens of pairs of characters. */
        List<String> pairs() {
            List<String> characters = characters();
            List<String> pairs = new ArrayList<>();
            for (int i = 1; i < characters.size(); i++) {
                pairs.add(characters.get(i - 1) + characters.get(i));
            }
            return pairs;
        }
    }

    private Tokenizer() {}

    /** Returns the token of a place. */
    public static String place(long id) {
        return PLACE + Long.toString(id, Character.MAX_RADIX);
    }

    /** Returns the token of the private places of a party. */
    public static String party(long id) {
        return PARTY + Long.toString(id, Character.MAX_RADIX);
    }

    /** Returns the token of a sender, by its folded nick. */
    public static String sender(String nick) {
        return SENDER + HexFormat.of().formatHex(nick.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns all tokens of a folded text. */
    public static Set<String> of(String folded) {
        Set<String> tokens = new LinkedHashSet<>();
        for (Run run : runs(folded)) {
            switch (run.kind()) {
                case WORD -> {
                    tokens.add(run.word());
                    int end = 0;
                    for (int i = 0; i < PREFIX && end < run.text().length(); i++) {
                        end = run.text().offsetByCodePoints(end, 1);
                        tokens.add(START + run.text().substring(0, end));
                    }
                }
                case DENSE -> {
                    tokens.addAll(run.characters());
                    tokens.addAll(run.pairs());
                }
                case SPACE -> {}
            }
        }
        return tokens;
    }

    static List<Run> runs(String folded) {
        List<Run> runs = new ArrayList<>();
        for (int start = 0, end = 0; start < folded.length(); start = end) {
            Kind kind = kind(folded.codePointAt(start));
            while (end < folded.length() && kind(folded.codePointAt(end)) == kind) {
                end += Character.charCount(folded.codePointAt(end));
            }
            runs.add(new Run(folded.substring(start, end), kind));
        }
        return runs;
    }

    static Kind kind(int c) {
        if (c < 0x80) {
            return c == ' ' ? Kind.SPACE : Character.isLetterOrDigit(c) ? Kind.WORD : Kind.DENSE;
        }
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> isOfDenseScript(c) ? Kind.DENSE : Kind.WORD;
            default -> Kind.DENSE;
        };
    }

    /** Returns whether a character is of a script without spaces between words, or of Korean, where words are parts of longer ones. */
    private static boolean isOfDenseScript(int c) {
        if (c < 0x0E00) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN,
                    HIRAGANA,
                    KATAKANA,
                    BOPOMOFO,
                    HANGUL,
                    YI,
                    THAI,
                    LAO,
                    KHMER,
                    MYANMAR,
                    TIBETAN,
                    TAI_LE,
                    NEW_TAI_LUE,
                    TAI_THAM,
                    TAI_VIET,
                    JAVANESE,
                    BALINESE -> true;
            case COMMON, INHERITED -> c >= 0x3000 && c < 0x3400;
            default -> false;
        };
    }

    private static String character(int c) {
        return Character.toString(c < 0x80 ? c + FULL_WIDTH : c);
    }

    private static String first(String text, int letters) {
        return text.codePointCount(0, text.length()) <= letters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, letters));
    }
}
