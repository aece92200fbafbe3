package io.securechat.history.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The normal form of texts in a search: without formatting codes, case, accents and invisible characters, in Unicode's
 * compatibility composition (NFKC).
 */
public final class Folding {
    private static final Pattern HEX_COLOURS = Pattern.compile("\\x04(?:[0-9A-Fa-f]{6}(?:,[0-9A-Fa-f]{6})?)?");
    private static final Pattern COLOURS = Pattern.compile("\\x03(?:\\d{1,2}(?:,\\d{1,2})?)?");

    /** The codes for bold, monospace, reverse, italic, strikethrough, underline and reset. */
    private static final Pattern STYLES = Pattern.compile("[\\x02\\x0F\\x11\\x16\\x1D\\x1E\\x1F]");

    private static final Pattern ACTION = Pattern.compile("^\\x01ACTION\\b");

    /** Letters without a decomposition in Unicode that people simplify when they type, and typographic punctuation. */
    private static final Map<Integer, String> REPLACED = Map.ofEntries(
            Map.entry(0xE6, "ae"),
            Map.entry(0xF0, "d"),
            Map.entry(0xF8, "o"),
            Map.entry(0x111, "d"),
            Map.entry(0x127, "h"),
            Map.entry(0x131, "i"),
            Map.entry(0x142, "l"),
            Map.entry(0x153, "oe"),
            Map.entry(0x167, "t"),
            Map.entry(0x2018, "'"),
            Map.entry(0x2019, "'"),
            Map.entry(0x201B, "'"),
            Map.entry(0x2BC, "'"),
            Map.entry(0x201C, "\""),
            Map.entry(0x201D, "\""),
            Map.entry(0x201E, "\""),
            Map.entry(0x201F, "\""),
            Map.entry(0xAB, "\""),
            Map.entry(0xBB, "\""),
            Map.entry(0x2010, "-"),
            Map.entry(0x2012, "-"),
            Map.entry(0x2013, "-"),
            Map.entry(0x2014, "-"),
            Map.entry(0x2015, "-"),
            Map.entry(0x2212, "-"));

    private static final int BREVE = 0x306;
    private static final int CYRILLIC_I = 0x438;
    private static final int TATWEEL = 0x640;

    private Folding() {}

    /** Returns the folded form of a text: words separated by single spaces, with none at the ends. */
    public static String fold(String text) {
        String plain = withoutFormatting(text);
        return isAscii(plain) ? spaced(plain.toLowerCase(Locale.ROOT)) : foldUnicode(plain);
    }

    private static String withoutFormatting(String text) {
        if (text.codePoints().noneMatch(c -> c < ' ')) {
            return text;
        }
        String plain = ACTION.matcher(text).replaceFirst("");
        plain = HEX_COLOURS.matcher(plain).replaceAll("");
        plain = COLOURS.matcher(plain).replaceAll("");
        return STYLES.matcher(plain).replaceAll("");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String foldUnicode(String text) {
        String folded = withoutCase(Normalizer.normalize(text, Normalizer.Form.NFKD));
        StringBuilder kept = new StringBuilder(folded.length());
        int before = ' ';
        for (int at = 0; at < folded.length(); ) {
            int c = folded.codePointAt(at);
            at += Character.charCount(c);
            if (!isDropped(c, before)) {
                String replacement = REPLACED.get(c);
                if (replacement == null) {
                    kept.appendCodePoint(c);
                } else {
                    kept.append(replacement);
                }
                before = c;
            }
        }
        return spaced(Normalizer.normalize(kept, Normalizer.Form.NFC));
    }

    /** Folds the case in full: the upper case has the long forms, such as SS, and each of its letters one lower case. */
    private static String withoutCase(String text) {
        String upper = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
        StringBuilder lower = new StringBuilder(upper.length());
        upper.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private static boolean isDropped(int c, int before) {
        return switch (Character.getType(c)) {
            // Unlike an accent, the breve makes another letter of the Cyrillic i.
            case Character.NON_SPACING_MARK -> isAccent(c) && !(c == BREVE && before == CYRILLIC_I);
            case Character.ENCLOSING_MARK, Character.FORMAT, Character.SURROGATE -> true;
            default -> c == TATWEEL || isNoncharacter(c);
        };
    }

    /** Other unassigned code points stay: they may be characters of a later version of Unicode, such as new emoji. */
    private static boolean isNoncharacter(int c) {
        return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
    }

    /** Returns whether people leave a mark out when they type, unlike the vowels of Indic scripts, which are marks, too. */
    private static boolean isAccent(int c) {
        if (c >= 0xFE00 && c <= 0xFE0F) {
            return true; // variation selectors
        }
        return switch (UnicodeScript.of(c)) {
            case INHERITED -> c != 0x3099 && c != 0x309A;
            case LATIN, GREEK, CYRILLIC, HEBREW, ARABIC -> true;
            default -> false;
        };
    }

    private static String spaced(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || (c >= 0x7F && (Character.isISOControl(c) || Character.isSpaceChar(c)))) {
                gap = true;
            } else {
                if (gap && spaced.length() > 0) {
                    spaced.append(' ');
                }
                gap = false;
                spaced.append(c);
            }
        }
        return spaced.toString();
    }
}
