package io.securechat.irc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed line of IRC: tags, source, command and parameters (RFC 2812 §2.3.1, IRCv3 message-tags).
 *
 * @param tags unescaped, in the order of the line; empty string for a tag without a value
 * @param source the sender, {@code nick!user@host} or a server's name, without its colon; null if the line has none
 * @param command in upper case, a word or three digits
 * @param params without the colon of the trailing one
 */
public record Message(Map<String, String> tags, @Nullable String source, String command, List<String> params) {
    /** Bytes of a line, at most, without its tags but with CR LF (RFC 2812 §2.3). */
    public static final int MAX_BODY = 512;

    /** Bytes of the tags of a line, at most, from the {@code @} to the space (IRCv3 message-tags). */
    public static final int MAX_TAGS = 8191;

    /** Bytes of the tags from a client, at most, with the {@code @} and the space (IRCv3 message-tags). */
    public static final int MAX_CLIENT_TAGS = 4096;

    /** The number of parameters of a line, at most (RFC 2812 §2.3); the rest of the line belongs to the last one. */
    public static final int MAX_PARAMS = 15;

    /** The tag that names a request, which its answer repeats (IRCv3 labeled-response). */
    public static final String LABEL = "label";

    public Message {
        tags = Collections.unmodifiableMap(tags);
        params = List.copyOf(params);
    }

    /** Returns a message without tags and source, as clients send it. */
    public static Message of(String command, String... params) {
        return new Message(Map.of(), null, command, Arrays.asList(params));
    }

    /**
     * Parses a line.
     *
     * @param line without CR and LF
     * @throws IllegalArgumentException if it has no command
     */
    public static Message parse(String line) {
        return new Parser(line).message();
    }

    /** Returns the parameter at an index from 0, or null if there are fewer. */
    public @Nullable String param(int index) {
        return index < params.size() ? params.get(index) : null;
    }

    /** Returns the parameter at an index from 0, or the empty string if there are fewer. */
    public String paramOrEmpty(int index) {
        return index < params.size() ? params.get(index) : "";
    }

    /** Returns the last parameter, or the empty string if there is none. */
    public String trailing() {
        return params.isEmpty() ? "" : params.get(params.size() - 1);
    }

    /** Returns the nick of the source, before {@code !} or {@code @}, or the empty string if there is no source. */
    public String nick() {
        return source == null ? "" : nickOf(source);
    }

    /** Returns the nick of a {@code nick!user@host}. */
    public static String nickOf(String source) {
        int end = 0;
        while (end < source.length() && source.charAt(end) != '!' && source.charAt(end) != '@') {
            end++;
        }
        return source.substring(0, end);
    }

    /**
     * Returns the line without CR and LF.
     *
     * @throws IllegalArgumentException if a parameter other than the last is empty, begins with a colon or contains a space, or if
     *     the line contains CR, LF or NUL
     */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(64);
        if (!tags.isEmpty()) {
            line.append('@').append(tagSection(tags)).append(' ');
        }
        if (source != null) {
            line.append(':').append(source).append(' ');
        }
        line.append(command);
        for (int i = 0; i < params.size(); i++) {
            String param = params.get(i);
            line.append(' ');
            if (!isMiddle(param)) {
                if (i < params.size() - 1) {
                    throw new IllegalArgumentException("only the last parameter may be '" + param + "'");
                }
                line.append(':');
            }
            line.append(param);
        }
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\r' || line.charAt(i) == '\n' || line.charAt(i) == 0) {
                throw new IllegalArgumentException("CR, LF and NUL cannot be sent");
            }
        }
        return line.toString();
    }

    /** Returns whether a parameter need not be the last one: it is not empty, and has no colon in front and no space. */
    public static boolean isMiddle(String param) {
        return !param.isEmpty() && param.charAt(0) != ':' && param.indexOf(' ') < 0;
    }

    /** Returns tags as they are between {@code @} and the space, with values escaped (IRCv3 message-tags). */
    public static String tagSection(Map<String, String> tags) {
        StringBuilder section = new StringBuilder();
        tags.forEach((key, value) -> {
            if (section.length() > 0) {
                section.append(';');
            }
            section.append(key);
            if (!value.isEmpty()) {
                section.append('=').append(escape(value));
            }
        });
        return section.toString();
    }

    /** Parses the tags between {@code @} and the space, and unescapes their values (IRCv3 message-tags). */
    public static Map<String, String> tagsOf(String section) {
        return Parser.tags(section);
    }

    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case ';' -> escaped.append("\\:");
                case ' ' -> escaped.append("\\s");
                case '\\' -> escaped.append("\\\\");
                case '\r' -> escaped.append("\\r");
                case '\n' -> escaped.append("\\n");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\') {
                plain.append(c);
            } else if (++i < value.length()) {
                char escaped = value.charAt(i);
                plain.append(
                        switch (escaped) {
                            case ':' -> ';';
                            case 's' -> ' ';
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            default -> escaped;
                        });
            }
        }
        return plain.toString();
    }

    /** Walks once over a line. */
    private static final class Parser {
        private final String line;
        private int at;

        Parser(String line) {
            this.line = line;
        }

        Message message() {
            Map<String, String> tags = atChar('@') ? tags(word().substring(1)) : Map.of();
            skipSpaces();
            String source = atChar(':') ? word().substring(1) : null;
            skipSpaces();
            String command = word();
            if (command.isEmpty() || command.charAt(0) == '@') { // toString would write it as tags
                throw new IllegalArgumentException("no command");
            }
            return new Message(tags, source, command.toUpperCase(Locale.ROOT), params());
        }

        private List<String> params() {
            List<String> params = new ArrayList<>(4);
            skipSpaces();
            while (at < line.length()) {
                if (atChar(':') || params.size() == MAX_PARAMS - 1) {
                    params.add(line.substring(atChar(':') ? at + 1 : at));
                    break;
                }
                params.add(word());
                skipSpaces();
            }
            return params;
        }

        private static Map<String, String> tags(String section) {
            Map<String, String> tags = new LinkedHashMap<>();
            for (int start = 0; start < section.length(); ) {
                int end = section.indexOf(';', start);
                end = end < 0 ? section.length() : end;
                int equals = section.indexOf('=', start);
                if (equals >= 0 && equals < end) {
                    tags.put(section.substring(start, equals), unescape(section.substring(equals + 1, end)));
                } else if (end > start) {
                    tags.put(section.substring(start, end), "");
                }
                start = end + 1;
            }
            tags.remove("");
            return tags;
        }

        private boolean atChar(char c) {
            return at < line.length() && line.charAt(at) == c;
        }

        private String word() {
            int end = line.indexOf(' ', at);
            String word = line.substring(at, end < 0 ? line.length() : end);
            at += word.length();
            return word;
        }

        private void skipSpaces() {
            while (atChar(' ')) {
                at++;
            }
        }
    }
}
