package io.securechat.client.style;

import java.util.regex.Matcher;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.WCWidth;

/**
 * Wraps lines between words. Each further row is indented, so that no message can imitate another line. An address that does not
 * fit into the rest of its row stands alone and whole at column 0, where a terminal lets one copy and open it.
 */
public final class Wrapping {
    /** Begins each further line of a text, and each further row of a line. */
    public static final String INDENT = " ".repeat(6);

    /** Columns of a screen below which the terminal's own wrapping is the better one. */
    private static final int MIN_COLUMNS = 20;

    private static final int JOINER = 0x200D;

    /** Makes the symbol before it an emoji, which is two columns wide. */
    private static final int AS_EMOJI = 0xFE0F;

    private final AttributedString line;
    private final int columns;
    private final AttributedStringBuilder out = new AttributedStringBuilder();
    private int column;
    private boolean afterAddress;

    private Wrapping(AttributedString line, int columns) {
        this.line = line;
        this.columns = columns;
    }

    /** Wraps lines, which LF separates, to a number of columns. */
    public static AttributedString wrap(AttributedString lines, int columns) {
        if (columns < MIN_COLUMNS) {
            return lines;
        }
        AttributedStringBuilder wrapped = new AttributedStringBuilder();
        int start = 0;
        for (int end; start <= lines.length(); start = end + 1) {
            end = indexOfEnd(lines, start);
            wrapped.append(start == 0 ? "" : "\n");
            wrapped.append(line(lines.subSequence(start, end), columns));
        }
        return wrapped.toAttributedString();
    }

    private static int indexOfEnd(CharSequence lines, int start) {
        int end = start;
        while (end < lines.length() && lines.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    private static AttributedString line(AttributedString line, int columns) {
        return width(line, 0, line.length()) <= columns ? line : new Wrapping(line, columns).wrap();
    }

    /** Returns the beginning of a text that fits into a number of columns, with … where it is shortened. */
    public static String shorten(String text, int columns) {
        if (width(text, 0, text.length()) <= columns) {
            return text;
        }
        int end = end(text, 0, text.length(), Math.max(0, columns - 1));
        return text.substring(0, end).stripTrailing() + "…";
    }

    private AttributedString wrap() {
        Matcher address = Links.ADDRESS.matcher(line);
        int next = address.find() ? address.start() : line.length();
        int blanks = 0; // before the word
        for (int at = 0; at < line.length(); ) {
            if (at == next) {
                address(blanks, at, address.end());
                at = address.end();
                next = address.find() ? address.start() : line.length();
                blanks = at;
                continue;
            }
            int word = skipBlanks(at, next);
            int end = endOfWord(word, next);
            if (end > word) {
                word(blanks, word, end);
                blanks = end;
            }
            at = end;
        }
        return out.toAttributedString();
    }

    private int skipBlanks(int from, int limit) {
        int at = from;
        while (at < limit && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Returns the end of a word: before a blank, or between letters of a script that has no blanks. */
    private int endOfWord(int from, int limit) {
        int at = from;
        while (at < limit && line.charAt(at) != ' ') {
            int end = next(line, at, limit);
            boolean wide = isWideLetter(line.codePointAt(at));
            boolean closing = end < limit && isClosing(line.codePointAt(end));
            if (end < limit && !closing && (wide || isWideLetter(line.codePointAt(end)))) {
                return end;
            }
            at = end;
        }
        return at;
    }

    private static boolean isWideLetter(int c) {
        return Character.isIdeographic(c) || (c >= 0x3041 && c <= 0x30FF);
    }

    /** Returns whether a character must not begin a row. */
    private static boolean isClosing(int c) {
        int type = Character.getType(c);
        return type == Character.END_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || type == Character.OTHER_PUNCTUATION
                || c == 0x30FC;
    }

    private void address(int blanks, int from, int end) {
        int width = width(line, from, end);
        if (fits(blanks, end)) {
            append(blanks, end);
        } else {
            out.append('\n');
            column = 0;
            append(from, end);
            afterAddress = width > 0;
        }
    }

    private void word(int blanks, int from, int end) {
        int width = width(line, from, end);
        if (fits(blanks, end)) {
            append(blanks, end);
        } else if (width <= columns - INDENT.length()) {
            next();
            append(from, end);
        } else {
            split(blanks, from, end);
        }
    }

    private boolean fits(int from, int end) {
        return !afterAddress && column + width(line, from, end) <= columns;
    }

    /** Breaks a word that is longer than a row where each row ends. */
    private void split(int blanks, int from, int end) {
        if (fits(blanks, from + 1)) {
            append(blanks, from);
        } else {
            next();
        }
        for (int at = from; at < end; ) {
            int rowEnd = end(line, at, end, columns - column);
            if (rowEnd > at) {
                append(at, rowEnd);
                at = rowEnd;
            }
            if (at < end) {
                next();
            }
        }
    }

    private void next() {
        out.append('\n').append(INDENT);
        column = INDENT.length();
        afterAddress = false;
    }

    private void append(int from, int end) {
        out.append(line, from, end);
        column += width(line, from, end);
    }

    /** Returns the end of the characters that fit into a number of columns. */
    private static int end(CharSequence text, int from, int limit, int columns) {
        int left = columns;
        int at = from;
        while (at < limit) {
            int end = next(text, at, limit);
            left -= width(text, at, end);
            if (left < 0) {
                return at;
            }
            at = end;
        }
        return at;
    }

    /**
     * Returns the end of a character as the user sees it: with its marks, and with all that joins it in an emoji. JLine and the JDK
     * take time in proportion to the whole text for each of these.
     */
    private static int next(CharSequence text, int from, int limit) {
        int last = Character.codePointAt(text, from);
        boolean halfFlag = WCWidth.isRegionalIndicator(last);
        int end = from + Character.charCount(last);
        while (end < limit) {
            int c = Character.codePointAt(text, end);
            boolean flag = halfFlag && WCWidth.isRegionalIndicator(c);
            if (WCWidth.wcwidth(c) > 0 && last != JOINER && !isSkin(c) && !flag) {
                return end;
            }
            halfFlag = false;
            last = c;
            end += Character.charCount(c);
        }
        return end;
    }

    private static boolean isSkin(int c) {
        return c >= 0x1F3FB && c <= 0x1F3FF;
    }

    /** The columns of a text: of a joined emoji as many as on a terminal that does not join them. */
    private static int width(CharSequence text, int from, int end) {
        int width = 0;
        int last = 0;
        for (int at = from; at < end; at += Character.charCount(Character.codePointAt(text, at))) {
            int c = Character.codePointAt(text, at);
            int columns = Math.max(0, WCWidth.wcwidth(c));
            width += c == AS_EMOJI && last == 1 ? 1 : columns;
            last = columns;
        }
        return width;
    }
}
