package io.securechat.client.line;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Lines that wait until the user has finished half a line, where the input line cannot be moved down. */
final class HeldLines {
    /** Characters that may wait; further lines are counted. */
    static final int MAX_HELD = 1 << 20;

    private AttributedStringBuilder lines = new AttributedStringBuilder();
    private int leftOut;

    void add(AttributedString more) {
        if (lines.length() > MAX_HELD) {
            leftOut++;
        } else {
            lines.append(lines.length() == 0 ? "" : "\n").append(more);
        }
    }

    boolean isEmpty() {
        return lines.length() == 0;
    }

    /** Returns the lines, and holds none any more. */
    AttributedString take() {
        if (leftOut > 0) {
            lines.append("\n(" + leftOut + " more lines came while you typed)");
        }
        AttributedString all = lines.toAttributedString();
        lines = new AttributedStringBuilder();
        leftOut = 0;
        return all;
    }
}
