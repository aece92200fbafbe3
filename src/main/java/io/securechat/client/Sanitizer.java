package io.securechat.client;

import io.securechat.SafeText;
import java.util.regex.Pattern;

/**
 * Makes text from the network harmless on a terminal: what could move the cursor, reorder or hide characters, or imitate
 * another text does not survive.
 */
final class Sanitizer {
    /** Combining marks in a row that are kept; more of them would draw over the lines above and below. */
    private static final int MAX_MARKS = 4;

    private static final int SUBSTITUTE = 0xFFFD;
    private static final String TAB = "    ";

    /** Bold, italics, underline, strike, monospace, reverse and reset as mIRC writes them, and colours with their numbers. */
    private static final Pattern FORMATTING = Pattern.compile("\\x03(?:\\d{1,2}(?:,\\d{1,2})?)?"
            + "|\\x04(?:\\p{XDigit}{6}(?:,\\p{XDigit}{6})?)?|[\\x02\\x0F\\x11\\x16\\x1D\\x1E\\x1F]");

    private static final Pattern PICTURES = Pattern.compile("\\p{So}");

    private Sanitizer() {}

    /** Something said: one line in any language, without control and format characters. */
    static String text(String raw) {
        return clean(FORMATTING.matcher(raw).replaceAll(""), true);
    }

    /** A room's name: as {@link #text}, and without anything invisible; never empty. */
    static String name(String raw) {
        String name = clean(raw, false).replace(' ', '_');
        return name.isEmpty() ? "?" : name;
    }

    /** A person's nick: as {@link #name}, and without pictures, so that nobody can wear the mark of a verified name. */
    static String nick(String raw) {
        return PICTURES.matcher(name(raw)).replaceAll("?");
    }

    private static String clean(String raw, boolean inText) {
        StringBuilder clean = new StringBuilder(raw.length());
        int marks = 0;
        for (int i = 0, c; i < raw.length(); i += Character.charCount(c)) {
            c = raw.codePointAt(i);
            boolean mark = isMark(c);
            marks = mark ? marks + 1 : 0;
            if (c == '\t') {
                clean.append(TAB);
            } else if (Character.isISOControl(c) || (c <= Character.MAX_VALUE && Character.isSurrogate((char) c))) {
                clean.appendCodePoint(SUBSTITUTE);
            } else if (c == 0x2028 || c == 0x2029) {
                clean.append(' ');
            } else if (isHidden(c, inText)) {
                if (inText && isJoiner(c) && joins(raw, i)) {
                    clean.appendCodePoint(c);
                }
            } else if (!mark || (marks <= MAX_MARKS && clean.length() > 0)) {
                clean.appendCodePoint(c);
            }
        }
        return clean.toString();
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** Blank Braille patterns have their place in text, but not in a name. */
    private static boolean isHidden(int c, boolean inText) {
        return SafeText.isUnsafe(c) || (SafeText.isBlank(c) && !(inText && c == 0x2800));
    }

    /** Zero-width (non-)joiners and the two variation selectors that choose between text and picture. */
    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D || c == 0xFE0E || c == 0xFE0F;
    }

    /** Persian and Indic letters and emoji need their joiners; between anything else they only hide a difference. */
    private static boolean joins(String raw, int at) {
        boolean selector = raw.charAt(at) >= 0xFE00;
        boolean after = at > 0 && (isJoinable(raw.codePointBefore(at)) || raw.charAt(at - 1) == 0xFE0F);
        return after && (selector || (at + 1 < raw.length() && isJoinable(raw.codePointAt(at + 1))));
    }

    private static boolean isJoinable(int c) {
        return c >= 0x0600 && !isHidden(c, true) && (Character.isLetter(c) || isMark(c) || isPicture(c));
    }

    private static boolean isPicture(int c) {
        int type = Character.getType(c);
        return type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL;
    }
}
