package io.securechat.tls.pem;

import io.securechat.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parser of PEM texts in the lax form of RFC 7468 §3 with the headers of RFC 1421. Text between objects is a comment; anything else
 * is an error. Bouncy Castle's PemReader skips a damaged object silently, so that a revocation list, say, would not be obeyed.
 */
public final class PemText {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** The byte order mark of UTF-8, in Latin-1; concatenated files have one before each object. */
    private static final String MARK = "\u00ef\u00bb\u00bf";

    /** A malformed BEGIN or END line, with typographic dashes (in Latin-1), or with missing or excess parts. */
    private static final Pattern ALMOST_BOUNDARY = Pattern.compile("-{2,}\\s*(?:BEGIN|END)\\b"
            + "|(?:-{4,}|\\u00e2\\u0080[\\u0090-\\u0095])\\s*(?i:BEGIN|END)\\b"
            + "|(?:BEGIN|END) [A-Z0-9 ]+--|[A-Z0-9]-----$");

    /** The base64 of a DER sequence of more than 127 bytes, without a BEGIN line. */
    private static final Pattern BARE_BASE64 = Pattern.compile("\\bMI[A-Za-z0-9+/]{38,}");

    private final Path file;
    private final List<PemObject> objects = new ArrayList<>();
    private @Nullable Open open;
    private int number;

    /** An object whose END line is yet to come. */
    private static final class Open {
        final String label;
        final int line;
        final StringBuilder base64 = new StringBuilder();
        boolean hasHeaders;
        boolean inHeaders = true;

        Open(String label, int line) {
            this.label = label;
            this.line = line;
        }
    }

    private PemText(Path file) {
        this.file = file;
    }

    /**
     * Parses all objects; none if there is no BEGIN line.
     *
     * @param text in ISO 8859-1, because comments may be in any encoding
     * @param file the source, for error messages
     * @throws Problem if anything is damaged; the sentence contains file and line
     */
    public static List<PemObject> parse(String text, Path file) {
        PemText reader = new PemText(file);
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            reader.number++;
            reader.line(lines.next());
        }
        Open last = reader.open;
        if (last != null) {
            throw reader.damaged("the object that begins there has no END line", last.line);
        }
        return List.copyOf(reader.objects);
    }

    private void line(String line) {
        String rest = line.trim();
        if (rest.isEmpty() && open != null && open.hasHeaders) {
            open.inHeaders = false;
        }
        boolean afterEnd = false;
        while (!rest.isEmpty()) {
            Open current = open;
            if (current == null) {
                rest = rest.startsWith(MARK) ? rest.substring(MARK.length()).trim() : rest;
                if (!rest.startsWith(BEGIN)) {
                    checkComment(rest, afterEnd);
                    return;
                }
                open = new Open(label(rest, BEGIN), number);
                rest = afterBoundary(rest, BEGIN);
            } else if (rest.startsWith(END)) {
                close(current, label(rest, END));
                rest = afterBoundary(rest, END);
                afterEnd = true;
            } else {
                int dashes = rest.indexOf(DASHES);
                if (dashes == 0) {
                    throw damaged("the object that begins in line " + current.line + " has no END line");
                }
                body(current, dashes < 0 ? rest : rest.substring(0, dashes), Character.isWhitespace(line.charAt(0)));
                rest = dashes < 0 ? "" : rest.substring(dashes);
            }
        }
    }

    private void checkComment(String text, boolean afterEnd) {
        if (text.indexOf('\0') >= 0) {
            throw new Problem(
                    "the PEM text in " + file + " is damaged in line " + number
                            + ": it contains NUL, as UTF-16 does, which PowerShell's > writes",
                    "convert that part of the file: iconv -f UTF-16 -t UTF-8 PART > NEW");
        } else if (afterEnd && !text.isEmpty()) {
            throw damaged("there is text after the END line");
        } else if (ALMOST_BOUNDARY.matcher(text).find()) {
            throw damaged("it resembles -----BEGIN …----- or -----END …-----, but is malformed or misplaced");
        } else if (BARE_BASE64.matcher(text).find()) {
            throw damaged("there is base64 without a BEGIN line");
        }
    }

    private String label(String boundary, String kind) {
        int end = boundary.indexOf(DASHES, kind.length());
        if (end <= kind.length()) {
            throw damaged("the " + kind.substring(DASHES.length()) + "line is incomplete");
        }
        return boundary.substring(kind.length(), end).trim();
    }

    private static String afterBoundary(String boundary, String kind) {
        return boundary.substring(boundary.indexOf(DASHES, kind.length()) + DASHES.length())
                .trim();
    }

    private void body(Open current, String part, boolean indented) {
        boolean header = current.base64.isEmpty() && part.indexOf(':') >= 0;
        if (current.inHeaders && (header || (current.hasHeaders && indented))) {
            current.hasHeaders = true;
            return;
        }
        current.inHeaders = false;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean padded = !current.base64.isEmpty() && current.base64.charAt(current.base64.length() - 1) == '=';
            if (c == '=' ? current.base64.length() % 4 >= 2 : isBase64(c) && !padded) {
                current.base64.append(c);
            } else if (c > ' ') {
                throw damaged("it is not base64");
            }
        }
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private void close(Open current, String label) {
        if (!label.equals(current.label)) {
            throw damaged("the END line does not match the BEGIN line in line " + current.line);
        } else if (current.base64.isEmpty() || current.base64.length() % 4 != 0) {
            throw damaged("the base64 before it is incomplete");
        }
        byte[] content = Base64.getDecoder().decode(current.base64.toString());
        objects.add(new PemObject(current.label, content, current.hasHeaders, current.line));
        open = null;
    }

    private Problem damaged(String why) {
        return damaged(why, number);
    }

    private Problem damaged(String why, int line) {
        return new Problem(
                "the PEM text in " + file + " is damaged in line " + line + ": " + why,
                "get a fresh copy of the file, or correct that line");
    }
}
