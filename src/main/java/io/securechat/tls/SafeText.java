package io.securechat.tls;

/** Text from the other side, made harmless for a terminal and a log. */
final class SafeText {
    private static final int LONGEST = 300;

    private SafeText() {}

    /** At most 300 characters, with U+FFFD for whatever moves the cursor, ends the line, or cannot be seen. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> safe.appendCodePoint(visible(c) ? c : 0xFFFD));
        return safe.toString();
    }

    static boolean isSafe(String text) {
        return text.codePoints().allMatch(SafeText::visible);
    }

    private static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
