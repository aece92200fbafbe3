package io.securechat.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text as it counts on the wire: in bytes of UTF-8. */
final class Bytes {
    private Bytes() {}

    static int of(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Cuts a text into pieces, at spaces where there are any, else between two characters.
     *
     * @param limit bytes of a piece, at least 4
     */
    static List<String> split(String text, int limit) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            int space = -1;
            for (int bytes = 0; end < text.length(); ) {
                int c = text.codePointAt(end);
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
                if (bytes > limit) {
                    break;
                }
                space = c == ' ' ? end : space;
                end += Character.charCount(c);
            }
            boolean atSpace = end < text.length() && text.charAt(end) != ' ' && space > start;
            end = atSpace ? space : end;
            pieces.add(text.substring(start, end));
            start = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
        }
        return pieces;
    }
}
