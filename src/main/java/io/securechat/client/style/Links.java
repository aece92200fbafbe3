package io.securechat.client.style;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Web addresses in text, which some terminals open on a click (OSC 8). */
public final class Links {
    /**
     * An address and the punctuation behind it. It has no blank, not even an invisible one, so that text behind it cannot pass for
     * the beginning of a line.
     */
    static final Pattern ADDRESS = Pattern.compile(
            "(?i)\\b(?:https?|ftp|ircs?)://(?=[\\p{L}\\p{N}\\[])[\\p{L}\\p{M}\\p{N}!#$%&'()*+,\\-./:;=?@\\[\\]_~]+");

    /** Bytes of an address; terminals drop a longer one. */
    private static final int MAX_BYTES = 2000;

    private static final String SENTENCE_ENDS = ".,;:!?'";

    /** Names in {@code TERM} and {@code TERM_PROGRAM} of terminals with links. */
    private static final Pattern ABLE = Pattern.compile("(?i)(?:xterm-)?(?:kitty|ghostty)|foot.*|alacritty.*|contour.*"
            + "|wezterm|iterm\\.app|vscode|rio|tabby|hyper");

    /** Names in {@code TERM} of programs between this one and the terminal, of which nothing is known. */
    private static final Pattern BETWEEN = Pattern.compile("(?:tmux|screen|linux|dumb|vt\\d).*");

    /** Variables that only terminals with links set. */
    private static final List<String> MARKS = List.of("WT_SESSION", "KONSOLE_VERSION", "DOMTERM");

    private static final int VTE_WITH_LINKS = 5000;

    private Links() {}

    /** Returns whether the terminal of an environment is known to have links. */
    public static boolean isSupported(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        if (environment.containsKey("TMUX")
                || environment.containsKey("STY")
                || BETWEEN.matcher(term).matches()) {
            return false;
        }
        String vte = environment.getOrDefault("VTE_VERSION", "");
        return ABLE.matcher(term).matches()
                || ABLE.matcher(environment.getOrDefault("TERM_PROGRAM", "")).matches()
                || MARKS.stream().anyMatch(environment::containsKey)
                || (vte.matches("\\d{1,9}") && Integer.parseInt(vte) >= VTE_WITH_LINKS);
    }

    /** Returns the part of a match of {@link #ADDRESS} that is the address: without the punctuation of the sentence. */
    static String address(Matcher match) {
        String found = match.group();
        int end = found.length();
        while (SENTENCE_ENDS.indexOf(found.charAt(end - 1)) >= 0
                || closes(found.substring(0, end), '(', ')')
                || closes(found.substring(0, end), '[', ']')) {
            end--;
        }
        return found.substring(0, end);
    }

    /** Returns whether a text ends with a bracket that it does not open. */
    private static boolean closes(String text, char open, char close) {
        return text.charAt(text.length() - 1) == close
                && text.chars().filter(c -> c == close).count()
                        > text.chars().filter(c -> c == open).count();
    }

    /** Returns the sequence that begins a link; empty for an address that is too long. */
    static String begin(String address) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : address.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7F) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
            }
        }
        return encoded.length() > MAX_BYTES ? "" : "\u001B]8;;" + encoded + "\u001B\\";
    }

    /** Returns the sequence that ends a link. */
    static String end() {
        return begin("");
    }
}
