package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of several lines (IRCv3 multiline): on the wire a batch, everywhere else one {@code PRIVMSG} with LF in its text.
 */
final class Multiline {
    static final String BATCH = "draft/multiline";
    private static final String CONCAT = "draft/multiline-concat";

    private Multiline() {}

    /**
     * How large a message may be.
     *
     * @param bytes of its text, with a byte for each LF
     * @param lines of its batch
     */
    record Limits(int bytes, int lines) {
        /** There are no messages of several lines. */
        static final Limits NONE = new Limits(0, 0);

        boolean allow(int messageBytes, int messageLines) {
            return messageBytes <= bytes && messageLines <= lines;
        }
    }

    /**
     * A piece of a message that fits into a line of the protocol.
     *
     * @param concat whether it goes on where the piece before it ended, without an LF
     */
    private record Piece(String text, boolean concat) {}

    /** One message of a complete batch. */
    static Message join(Message start, List<Message> lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 || lines.get(i).tags().containsKey(CONCAT) ? "" : "\n")
                    .append(Conversation.orEmpty(lines.get(i), 1));
        }
        Map<String, String> tags = new LinkedHashMap<>(start.tags());
        lines.get(0).tags().forEach(tags::putIfAbsent);
        tags.keySet().removeAll(List.of("batch", CONCAT));
        String source = start.source() == null ? lines.get(0).source() : start.source();
        Message first = lines.get(0);
        return new Message(tags, source, first.command(), List.of(Conversation.orEmpty(first, 0), text.toString()));
    }

    /**
     * A message as it goes over the wire.
     *
     * @param room bytes of text that fit into a line
     * @return the message itself if it is short, else a batch with its tags
     */
    static List<Message> split(Message message, int room) {
        List<Piece> pieces = pieces(message.trailing(), room);
        if (pieces.size() == 1) {
            return List.of(message);
        }
        String target = Conversation.orEmpty(message, 0);
        String reference = "m";
        List<Message> batch = new ArrayList<>();
        batch.add(new Message(message.tags(), null, "BATCH", List.of("+" + reference, BATCH, target)));
        for (Piece piece : pieces) {
            Map<String, String> tags =
                    piece.concat ? Map.of("batch", reference, CONCAT, "") : Map.of("batch", reference);
            batch.add(new Message(tags, null, message.command(), List.of(target, piece.text)));
        }
        batch.add(Message.of("BATCH", "-" + reference));
        return batch;
    }

    /** How many lines of the protocol a text takes. */
    static int lines(String text, int room) {
        return pieces(text, room).size();
    }

    private static List<Piece> pieces(String text, int room) {
        List<Piece> pieces = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            boolean concat = false;
            String rest = line;
            do {
                String piece = Utf8.cut(rest, room);
                int space = piece.lastIndexOf(' ');
                if (piece.length() < rest.length() && space > 0) {
                    piece = piece.substring(0, space + 1); // the space stays, as there is nothing between the pieces
                }
                pieces.add(new Piece(piece, concat));
                concat = true;
                rest = rest.substring(piece.length());
            } while (!rest.isEmpty());
        }
        return pieces;
    }
}
