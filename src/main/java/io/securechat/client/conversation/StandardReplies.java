package io.securechat.client.conversation;

import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import io.securechat.irc.Message;
import java.time.Instant;
import java.util.List;

/** Texts for FAIL, WARN and NOTE (IRCv3 standard-replies): our own for the usual codes, the server's for others. */
final class StandardReplies {
    private StandardReplies() {}

    /** Returns the events of a reply: none for read markers, which the user has not typed. */
    static List<Event> of(Instant at, Message m) {
        if (m.paramOrEmpty(0).equals("MARKREAD")) {
            return List.of();
        }
        String code = m.paramOrEmpty(1);
        String first = m.params().size() > 3 ? m.paramOrEmpty(2) : "";
        return switch (m.command()) {
            case "NOTE" -> List.of(new Notice.Info(at, m.trailing()));
            case "WARN" -> List.of(new Notice.Warned(at, m.trailing(), command(m)));
            default ->
                switch (code) {
                    case "REDACT_FORBIDDEN" -> failed(at, "not deleted: " + m.trailing(), "");
                    case "REDACT_WINDOW_EXPIRED" -> failed(at, "not deleted: the message is too old", "");
                    case "UNKNOWN_MSGID" -> failed(at, "not deleted: the server does not have the message", "");
                    case "MULTILINE_MAX_BYTES" ->
                        failed(
                                at,
                                "too long for one message: the server's limit is " + first + " bytes",
                                "send it in parts");
                    case "MULTILINE_MAX_LINES" ->
                        failed(
                                at,
                                "too long for one message: the server's limit is " + first + " lines",
                                "send it in parts");
                    default -> failed(at, m.trailing(), command(m));
                };
        };
    }

    /** Returns the command and code of a reply, to look up in the server's documentation. */
    private static String command(Message m) {
        String command = m.paramOrEmpty(0);
        return command.equals("*") ? "" : command + " " + m.paramOrEmpty(1);
    }

    private static List<Event> failed(Instant at, String text, String hint) {
        return List.of(new Notice.Failed(at, text, hint));
    }
}
