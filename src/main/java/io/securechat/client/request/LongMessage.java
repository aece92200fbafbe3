package io.securechat.client.request;

import io.securechat.irc.Message;
import io.securechat.irc.Multiline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of several lines (IRCv3 multiline): a batch on the wire, one {@code PRIVMSG} with LF in its text everywhere else.
 */
public final class LongMessage {
    private LongMessage() {}

    /** Joins the lines of a complete batch to one message. */
    static Message join(Message start, List<Message> lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 || lines.get(i).tags().containsKey(Multiline.CONCAT_TAG) ? "" : "\n")
                    .append(lines.get(i).paramOrEmpty(1));
        }
        Map<String, String> tags = new LinkedHashMap<>(start.tags());
        lines.get(0).tags().forEach(tags::putIfAbsent);
        tags.keySet().removeAll(List.of("batch", Multiline.CONCAT_TAG));
        String source = start.source() == null ? lines.get(0).source() : start.source();
        Message first = lines.get(0);
        return new Message(tags, source, first.command(), List.of(first.paramOrEmpty(0), text.toString()));
    }

    /**
     * Splits a message into lines of the protocol.
     *
     * @param room bytes of text that fit into a line
     * @return the message itself if it is short, else a batch with its tags
     */
    public static List<Message> split(Message message, int room) {
        List<Multiline.Piece> pieces = Multiline.pieces(message.trailing(), room);
        if (pieces.size() == 1) {
            return List.of(message);
        }
        String target = message.paramOrEmpty(0);
        String reference = "m";
        List<Message> batch = new ArrayList<>();
        batch.add(new Message(message.tags(), null, "BATCH", List.of("+" + reference, Multiline.BATCH_TYPE, target)));
        for (Multiline.Piece piece : pieces) {
            Map<String, String> tags =
                    piece.concat() ? Map.of("batch", reference, Multiline.CONCAT_TAG, "") : Map.of("batch", reference);
            batch.add(new Message(tags, null, message.command(), List.of(target, piece.text())));
        }
        batch.add(Message.of("BATCH", "-" + reference));
        return batch;
    }

    /** Returns the number of lines of the protocol that a text takes. */
    public static int lines(String text, int room) {
        return Multiline.pieces(text, room).size();
    }
}
