package io.securechat.history;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the index has of a folded text: its words, and their first letters; of whatever has no spaces between its words, each
 * character and each pair. A token has no space in it, and no ASCII character but letters and digits, so that FTS5's tokenizer
 * {@code ascii} leaves it as it is. It tells nothing of the order: the text itself decides whether it is found.
 */
final class Tokenizer {
    /** Letters of a word that are a token of their own, as its beginning. */
    static final int BEGINNING = 3;

    /** Letters of a word that are in its token; the rest does not count. */
    private static final int WORD = 32;

    /** What stands before a token that is no text: noncharacters, which no folded text has. */
    private static final char PLACE = '\uFDD0';

    private static final char SENDER = '\uFDD1';
    private static final char PARTY = '\uFDD2';
    private static final char START = '\uFDD3';

    /** From an ASCII character to its full-width form, which no folded text has. */
    private static final int FULL_WIDTH = 0xFEE0;

    /** What a folded text consists of. */
    enum Kind {
        /** Letters, marks and digits of scripts that have spaces between words. */
        WORD,
        /** Anything else: symbols, and the letters of scripts without spaces. */
        DENSE,
        SPACE
    }

    /** A part of a folded text, as long as possible, that is all of a kind. */
    record Run(String text, Kind kind) {
        /** A word as it is in the index. */
        String word() {
            return first(text, WORD);
        }

        /** The beginning of a word as it is in the index. */
        String start() {
            return START + first(text, BEGINNING);
        }

        boolean isLongerThanStart() {
            return text.codePointCount(0, text.length()) > BEGINNING;
        }

        /** The single characters. */
        List<String> characters() {
            return text.codePoints().mapToObj(Tokenizer::character).toList();
        }

        /** Each character with the one behind it. */
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

    static String place(long id) {
        return PLACE + Long.toString(id, Character.MAX_RADIX);
    }

    /** Of what is between a party and somebody. */
    static String party(long id) {
        return PARTY + Long.toString(id, Character.MAX_RADIX);
    }

    /** @param nick in its folded form */
    static String sender(String nick) {
        return SENDER + HexFormat.of().formatHex(nick.getBytes(StandardCharsets.UTF_8));
    }

    /** All tokens of a folded text, each once. */
    static Set<String> of(String folded) {
        Set<String> tokens = new LinkedHashSet<>();
        for (Run run : runs(folded)) {
            switch (run.kind()) {
                case WORD -> {
                    tokens.add(run.word());
                    int end = 0;
                    for (int i = 0; i < BEGINNING && end < run.text().length(); i++) {
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

    /** Whether words stand without spaces between them, or, in Korean, are found within longer ones. */
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
