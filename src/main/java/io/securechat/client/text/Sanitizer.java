package io.securechat.client.text;

import io.securechat.SafeText;
import java.util.regex.Pattern;

/**
 * Makes text from the network harmless on a terminal: removes everything that could move the cursor, reorder or hide characters,
 * or imitate other text.
 */
public final class Sanitizer {
    /** Combining marks kept in a row; more would draw over the lines above and below. */
    private static final int MAX_MARKS = 4;

    private static final int SUBSTITUTE = 0xFFFD;
    private static final String TAB = "    ";

    /** The formatting of mIRC: bold, italics, underline, strike, monospace, reverse, reset, and colours with their numbers. */
    private static final Pattern FORMATTING = Pattern.compile("\\x03(?:\\d{1,2}(?:,\\d{1,2})?)?"
            + "|\\x04(?:\\p{XDigit}{6}(?:,\\p{XDigit}{6})?)?|[\\x02\\x0F\\x11\\x16\\x1D\\x1E\\x1F]");

    private static final Pattern PICTURES = Pattern.compile("\\p{So}");

    private Sanitizer() {}

    /** Sanitizes one line of text in any language: without control and format characters. */
    public static String text(String raw) {
        return clean(FORMATTING.matcher(raw).replaceAll(""), true);
    }

    /** Sanitizes the name of a room: like {@link #text}, and without invisible characters; never empty. */
    public static String name(String raw) {
        String name = clean(raw, false).replace(' ', '_');
        return name.isEmpty() ? "?" : name;
    }

    /** Sanitizes a nick: like {@link #name}, and without symbols, so that no nick can imitate the mark of a verified one. */
    public static String nick(String raw) {
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

    /** Returns whether a code point is a zero-width (non-)joiner, or a variation selector for text or emoji. */
    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D || c == 0xFE0E || c == 0xFE0F;
    }

    /** Returns whether a joiner is needed: between Persian and Indic letters and in emoji. Elsewhere it only hides a difference. */
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
