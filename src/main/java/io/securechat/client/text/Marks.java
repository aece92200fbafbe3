package io.securechat.client.text;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;

/** The marks of the screen, such as ✓, in the charset of a terminal: where it lacks one, a character of ASCII of the same width. */
public final class Marks {
    private static final Map<Integer, Character> ASCII = Map.ofEntries(
            Map.entry((int) '✓', '+'),
            Map.entry((int) '…', '~'),
            Map.entry((int) '→', '>'),
            Map.entry((int) '←', '<'),
            Map.entry((int) '↑', '^'),
            Map.entry((int) '↳', '`'),
            Map.entry((int) '·', '-'),
            Map.entry((int) '—', '-'),
            Map.entry((int) '–', '-'),
            Map.entry((int) '─', '-'),
            Map.entry((int) '“', '"'),
            Map.entry((int) '”', '"'),
            Map.entry((int) '’', '\''));

    private static final char UNKNOWN = '?';

    private final CharsetEncoder encoder;
    private final boolean universal;

    public Marks(Charset charset) {
        encoder = charset.newEncoder();
        universal = encoder.canEncode("✓日");
    }

    /** Returns a text that the charset can encode. */
    public synchronized String fit(String text) {
        if (universal || encoder.canEncode(text)) {
            return text;
        }
        StringBuilder fitting = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (encoder.canEncode(Character.toString(c))) {
                fitting.appendCodePoint(c);
            } else {
                fitting.append(ASCII.getOrDefault(c, UNKNOWN));
            }
        });
        return fitting.toString();
    }
}
