package io.securechat.client.input;

import io.securechat.client.connection.MultilineLimits;
import io.securechat.client.request.LongMessage;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A text of several lines, split into as few messages as the server's limits allow. */
public final class Paste {
    /** Lines that are sent without confirmation. */
    private static final int FEW = 5;

    private static final int KIB = 1024;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final List<String> lines;
    private final MultilineLimits limits;
    private final int room;
    private final List<String> messages = new ArrayList<>();
    private final List<String> gathered = new ArrayList<>();
    private int bytes;
    private int pieces;

    /**
     * Splits a text.
     *
     * @param limits of one message
     * @param room bytes of text that fit into a line of the protocol
     */
    public Paste(String text, MultilineLimits limits, int room) {
        this.lines = lines(text);
        this.limits = limits;
        this.room = room;
        for (String line : lines) {
            if (limits.equals(MultilineLimits.NONE) || !fits(line)) {
                message();
                messages.addAll(Utf8.split(line, room));
            } else {
                gather(line);
            }
        }
        message();
    }

    /** Returns the lines of a text, without blank lines around it and without trailing spaces. */
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(LINE_END.splitAsStream(text.replace("\0", ""))
                .map(String::stripTrailing)
                .toList());
        while (!lines.isEmpty() && lines.get(0).isEmpty()) {
            lines.remove(0);
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private boolean fits(String line) {
        return limits.allow(Utf8.length(line), LongMessage.lines(line, room));
    }

    private void gather(String line) {
        int moreBytes = Utf8.length(line) + 1;
        int morePieces = LongMessage.lines(line, room);
        if (!limits.allow(bytes + moreBytes - 1, pieces + morePieces)) {
            message();
        }
        gathered.add(line);
        bytes += moreBytes;
        pieces += morePieces;
    }

    private void message() {
        String message = String.join("\n", lines(String.join("\n", gathered)));
        if (!message.isEmpty()) {
            messages.add(message);
        }
        gathered.clear();
        bytes = 0;
        pieces = 0;
    }

    /** The texts of the messages. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** Returns the question to ask before the text is sent to a target; empty if there is none. */
    Optional<String> question(String target) {
        boolean tooLarge = messages.size() > 1 && !limits.equals(MultilineLimits.NONE);
        if (lines.size() <= FEW && !tooLarge) {
            return Optional.empty();
        }
        String all = "these "
                + size(lines.size(), lines.stream().mapToInt(Utf8::length).sum() + lines.size() - 1);
        String as = messages.size() == 1 ? "one message" : messages.size() + " messages";
        return Optional.of(
                tooLarge
                        ? all + ", exceed the server's limit for one message (" + size(limits.lines(), limits.bytes())
                                + "); send " + as + " to " + target + "? y/N "
                        : "send " + all + ", as " + as + " to " + target + "? y/N ");
    }

    private static String size(int lines, int bytes) {
        return lines + " lines, " + (bytes < KIB ? bytes + " bytes" : (bytes + KIB - 1) / KIB + " KiB");
    }
}
