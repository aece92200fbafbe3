package io.securechat.server.message;

import io.securechat.history.Entry;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Multiline;
import io.securechat.irc.Utf8;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines of a journal entry: as receivers see it live, and as readers of the history see it. */
public final class EntryLines {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "'['uuuu-MM-dd HH:mm 'UTC] '", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String ACTION = "\u0001ACTION ";

    private EntryLines() {}

    /** The live message. */
    static Outgoing now(Entry entry, User speaker) {
        // Not the source in the entry: a guest may have been renamed since.
        return tagged(message(entry, speaker.source()), entry).byBot(speaker.is(UserMode.BOT));
    }

    /** The message for a client that has asked for history; deletions only with message-redaction. */
    public static Outgoing later(Entry entry) {
        return tagged(message(entry, entry.draft().source()), entry);
    }

    /** The message for a client that has not asked: one without server-time sees the time in the text. */
    public static Outgoing unasked(Entry entry) {
        String source = entry.draft().source();
        Outgoing stamped = Outgoing.lines(lines(head(entry, source), stamped(entry), List.of()));
        return tagged(message(entry, source).onlyFor(Capability.SERVER_TIME).orElse(stamped), entry);
    }

    /** The deletion of a message, for clients with message-redaction. */
    static Outgoing redaction(Entry entry, String source) {
        Entry.Draft said = entry.draft();
        String line = ":" + source + " REDACT " + said.target() + " " + Entry.msgid(said.redacts());
        return Outgoing.line(said.text().isEmpty() ? line : line + " :" + said.text(), Capability.MESSAGE_REDACTION);
    }

    private static Outgoing message(Entry entry, String source) {
        Entry.Draft said = entry.draft();
        if (said.verb().equals(Entry.REDACT)) {
            return redaction(entry, source);
        }
        if (said.verb().equals(Entry.TAGMSG)) {
            return Outgoing.line(":" + source + " TAGMSG " + said.target(), Capability.MESSAGE_TAGS);
        }
        if (said.verb().equals(Entry.TOPIC)) {
            return Outgoing.line(head(entry, source) + said.text());
        }
        String head = head(entry, source);
        if (said.text().indexOf('\n') < 0 && joints(said).isEmpty() && Utf8.length(said.text()) <= space(head)) {
            return Outgoing.line(head + said.text());
        }
        return block(entry, source, head)
                .onlyFor(Capability.MULTILINE)
                .onlyFor(Capability.BATCH)
                .orElse(Outgoing.lines(lines(head, said.text(), joints(said))));
    }

    private static Outgoing tagged(Outgoing message, Entry entry) {
        return message.tagOnce("msgid", entry.msgid(), Capability.MESSAGE_TAGS)
                .clientTags(clientTags(entry.draft()))
                .by(entry.draft().account())
                .at(entry.time());
    }

    private static Map<String, String> clientTags(Entry.Draft said) {
        if (!said.tags().containsKey(Multiline.CONCAT_TAG)) {
            return said.tags();
        }
        Map<String, String> tags = new HashMap<>(said.tags());
        tags.remove(Multiline.CONCAT_TAG);
        return tags;
    }

    /** The tag that stores where the sender has split the lines of a message, so that they are split there again. */
    public static Map<String, String> jointsTag(List<Integer> joints) {
        return joints.isEmpty()
                ? Map.of()
                : Map.of(
                        Multiline.CONCAT_TAG,
                        joints.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static List<Integer> joints(Entry.Draft said) {
        String joints = said.tags().get(Multiline.CONCAT_TAG);
        return joints == null
                ? List.of()
                : Arrays.stream(joints.split(",")).map(Integer::valueOf).toList();
    }

    private static String head(Entry entry, String source) {
        return ":" + source + " " + entry.draft().verb() + " " + entry.draft().target() + " :";
    }

    private static int space(String head) {
        return Message.MAX_BODY - 2 - Utf8.length(head);
    }

    /** A multiline batch; its reference is the msgid, which is unique. */
    private static Outgoing block(Entry entry, String source, String head) {
        String reference = entry.msgid();
        List<String> more = new ArrayList<>();
        for (Multiline.Piece piece : Multiline.pieces(entry.draft().text(), space(head), joints(entry.draft()))) {
            String concat = piece.concat() ? ";" + Multiline.CONCAT_TAG : "";
            more.add("@batch=" + reference + concat + " " + head + piece.text());
        }
        more.add("BATCH -" + reference);
        String target = entry.draft().target();
        return Outgoing.block(":" + source + " BATCH +" + reference + " " + Multiline.BATCH_TYPE + " " + target, more);
    }

    /** A message for each piece that is not blank. */
    private static List<String> lines(String head, String text, List<Integer> joints) {
        return Multiline.pieces(text, space(head), joints).stream()
                .filter(piece -> !piece.text().isEmpty())
                .map(piece -> head + piece.text())
                .toList();
    }

    private static String stamped(Entry entry) {
        String text = entry.draft().text();
        String stamp = STAMP.format(entry.time());
        return text.startsWith(ACTION) ? ACTION + stamp + text.substring(ACTION.length()) : stamp + text;
    }
}
