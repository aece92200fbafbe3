package io.securechat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file or pipe named by the user, read as a whole but never beyond a limit. */
public final class InputFile {
    /** Includes the time of the last change of permissions where there is one: wrong permissions are an error, too. */
    private static final String ATTRIBUTES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                    ? "unix:size,lastModifiedTime,fileKey,ctime"
                    : "size,lastModifiedTime,fileKey";

    /** The limit in bytes for a file with one significant line, such as a passphrase's. */
    public static final int SMALL = 64 << 10;

    /** The limit in bytes for an ordinary text file. */
    public static final int TEXT = 1 << 20;

    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private InputFile() {}

    /**
     * Reads the bytes of a file.
     *
     * @param limit in bytes
     * @throws IOException if the file cannot be read
     * @throws Problem if the file is larger than the limit
     */
    public static byte[] bytes(Path file, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(limit + 1);
            if (content.length > limit) {
                throw new Problem(
                        "'" + file + "' is larger than " + (limit >> 10) + " KiB", "check that it is the right file");
            }
            return content;
        }
    }

    /**
     * Reads a text file in UTF-8, with or without a byte order mark.
     *
     * @param limit in bytes
     * @throws IOException if the file cannot be read
     * @throws Problem if the file is larger than the limit, or is in another encoding
     */
    public static String text(Path file, int limit) throws IOException {
        byte[] content = bytes(file, limit);
        refuseUtf16(content, file);
        int start = markLength(content);
        CharBuffer text = CharBuffer.allocate(content.length - start);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content, start, content.length - start);
        CoderResult result = decoder.decode(in, text, true);
        text.flip();
        if (result.isError()) {
            throw new Problem(
                    "'" + file + "' is not in UTF-8: see line " + line(text),
                    "convert it: iconv -f WINDOWS-1252 -t UTF-8 " + Shell.word(file) + " > NEW");
        }
        return text.toString();
    }

    /**
     * Reads the lines of a {@link #text text file}, terminated by LF, CR LF or CR.
     *
     * @throws Problem for the same reasons, and if the file contains NUL
     */
    public static List<String> lines(Path file, int limit) throws IOException {
        String text = text(file, limit);
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new Problem(
                    "'" + file + "' is not a text file: line " + line(text.substring(0, nul)) + " contains NUL",
                    "check that it is the right file");
        }
        return text.lines().toList();
    }

    /**
     * Refuses UTF-16, with or without a byte order mark: PowerShell's {@code >} writes it.
     *
     * @throws Problem if the content is in UTF-16
     */
    public static void refuseUtf16(byte[] content, Path file) {
        if (content.length < 2) {
            return;
        }
        int first = content[0] & 0xff;
        int second = content[1] & 0xff;
        boolean little = first == 0xff && second == 0xfe;
        boolean big = first == 0xfe && second == 0xff;
        // ASCII in UTF-16 without a mark: every other byte is 0.
        boolean unmarked = content.length > 3
                && (first == 0) != (second == 0)
                && (content[2] == 0) == (first == 0)
                && (content[3] == 0) == (second == 0);
        if (little || big || unmarked) {
            throw new Problem(
                    "'" + file + "' is in UTF-16, as PowerShell's > writes it, not in UTF-8",
                    "convert it: iconv -f " + (little || big ? "UTF-16" : first == 0 ? "UTF-16BE" : "UTF-16LE")
                            + " -t UTF-8 " + Shell.word(file) + " > NEW");
        }
    }

    /** Returns the length of UTF-8's byte order mark at the beginning, 3 or 0. */
    private static int markLength(byte[] content) {
        for (int i = 0; i < UTF_8_MARK.length; i++) {
            if (i >= content.length || content[i] != UTF_8_MARK[i]) {
                return 0;
            }
        }
        return UTF_8_MARK.length;
    }

    private static long line(CharSequence before) {
        return 1 + before.chars().filter(c -> c == '\n').count();
    }

    /**
     * Returns attributes of a file that change with each modification, also of its permissions; none if there is no file. It may
     * still be being written: two looks in a row must agree.
     */
    public static Map<String, Object> look(Path path) {
        try {
            return Files.readAttributes(path, ATTRIBUTES);
        } catch (IOException e) {
            return Map.of();
        }
    }
}
