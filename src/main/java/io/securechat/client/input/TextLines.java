package io.securechat.client.input;

import io.securechat.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of lines in UTF-8 that end with LF, CR LF or CR. Refuses invalid UTF-8, NUL bytes and lines of more than
 * {@value #MAX_BYTES} bytes; skips a byte order mark at the beginning. Uses the memory of one line.
 */
public final class TextLines {
    /** Bytes of a line. */
    static final int MAX_BYTES = 64 << 10;

    private static final int BUFFER = 8192;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private byte[] line = new byte[BUFFER];
    private boolean afterCr;
    private boolean midway;
    private boolean broken;
    private long number;

    /** Creates a reader of an input. */
    public TextLines(InputStream in) {
        this.in = in;
    }

    /**
     * Returns the next line without its end, or null at the end of the input.
     *
     * @throws Problem if the line cannot be read or is not text
     */
    public @Nullable String next() {
        number++;
        int length = 0;
        int b = read();
        if (b == '\n' && afterCr) {
            b = read(); // the LF of CR LF
        }
        afterCr = false;
        if (b < 0) {
            return null;
        }
        midway = true;
        while (b >= 0 && b != '\n' && b != '\r') {
            if (b == 0) {
                throw refusal("contains a NUL byte, so it is not text", "pipe text in UTF-8");
            } else if (length == MAX_BYTES) {
                throw refusal("is longer than " + MAX_BYTES + " bytes", "break it into shorter lines");
            } else if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(2 * length, MAX_BYTES));
            }
            line[length++] = (byte) b;
            b = read();
        }
        midway = false;
        afterCr = b == '\r';
        return decoded(length);
    }

    /** The number of the last line, from 1. */
    public long number() {
        return number;
    }

    /** Returns whether the input cannot be read any more. */
    public boolean isBroken() {
        return broken;
    }

    /** Skips the rest of a line that {@link #next} has refused, so that the next one can be read. */
    public void skip() {
        int b = midway ? 0 : '\n';
        while (b >= 0 && b != '\n' && b != '\r') {
            b = read();
        }
        afterCr = b == '\r';
        midway = false;
    }

    private String decoded(int length) {
        try {
            CharBuffer text = decoder.decode(ByteBuffer.wrap(line, 0, length));
            String decoded = text.toString();
            return number == 1 && decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
        } catch (CharacterCodingException e) {
            throw refusal("is not valid UTF-8", "convert it first, for example with iconv -f CP1252 -t UTF-8 FILE");
        }
    }

    private Problem refusal(String what, String hint) {
        return new Problem("line " + number + " of the input " + what, hint);
    }

    private int read() {
        if (at == end) {
            try {
                end = in.read(buffer);
                at = 0;
            } catch (IOException e) {
                broken = true;
                throw new Problem("cannot read the input: " + e.getMessage(), "check the source of standard input", e);
            }
            if (end < 0) {
                end = 0;
                return -1;
            }
        }
        return buffer[at++] & 0xFF;
    }
}
