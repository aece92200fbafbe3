package io.securechat;

/**
 * Rules for text from other people on a terminal, in a log and in names. Characters fall into three groups: {@linkplain #isUnsafe
 * unsafe} ones do harm wherever they are shown, {@linkplain #isBlank blank} ones hide a difference, and everything else that Unicode
 * assigns is {@linkplain #isVisible visible}.
 */
public final class SafeText {
    /** Code points that {@link #of} keeps. */
    private static final int LONGEST = 300;

    private static final int REPLACEMENT = 0xFFFD;

    private SafeText() {}

    /**
     * Returns the first 300 code points of a text, with U+FFFD in place of each one that is not {@linkplain #isVisible visible}.
     */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> safe.appendCodePoint(isVisible(c) ? c : REPLACEMENT));
        return safe.toString();
    }

    /** Returns a text of any length with {@code ?} in place of each code point that is not {@linkplain #isVisible visible}. */
    public static String printable(String text) {
        if (isVisible(text)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isVisible(c) ? c : '?'));
        return safe.toString();
    }

    /** Returns whether all code points of a text are {@linkplain #isVisible(int) visible}. */
    public static boolean isVisible(String text) {
        return text.codePoints().allMatch(SafeText::isVisible);
    }

    /**
     * Returns whether a code point is assigned by Unicode, is not for private use, and is neither {@linkplain #isUnsafe unsafe} nor
     * {@linkplain #isBlank blank}. Spaces are visible.
     */
    public static boolean isVisible(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return true;
        }
        int type = Character.getType(codePoint);
        return type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED
                && !isUnsafe(codePoint)
                && !isBlank(codePoint);
    }

    /**
     * Returns whether a code point acts on a terminal, ends a line, or reorders or hides what is around it: control characters (C0 and
     * C1), line and paragraph separators, lone surrogates, format characters such as bidirectional controls and zero-width characters,
     * and the tags of plane 14.
     */
    public static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
        };
    }

    /**
     * Returns whether a code point is a letter, mark or symbol that draws nothing: Unicode's {@code Default_Ignorable_Code_Point}
     * without the {@linkplain #isUnsafe unsafe} ones, and the empty Braille pattern.
     */
    public static boolean isBlank(int codePoint) {
        return codePoint == 0x034F
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x17B4
                || codePoint == 0x17B5
                || (codePoint >= 0x180B && codePoint <= 0x180F)
                || codePoint == 0x2065
                || codePoint == 0x2800
                || codePoint == 0x3164
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || codePoint == 0xFFA0
                || (codePoint >= 0xFFF0 && codePoint <= 0xFFF8);
    }
}
