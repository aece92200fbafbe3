package io.securechat.client;

import io.securechat.irc.Message;
import java.time.Instant;
import java.util.List;

/** FAIL, WARN and NOTE (IRCv3 standard-replies) as sentences: our own for the codes that a user can meet, else the server's. */
final class StandardReplies {
    private StandardReplies() {}

    /** What the user sees of it: nothing about markers, which nobody has typed; who is gone by now needs none. */
    static List<Event> of(Instant at, Message m) {
        if (m.paramOrEmpty(0).equals("MARKREAD")) {
            return List.of();
        }
        String code = m.paramOrEmpty(1);
        String first = m.params().size() > 3 ? m.paramOrEmpty(2) : "";
        return switch (m.command()) {
            case "NOTE" -> List.of(new Event.Info(at, m.trailing()));
            case "WARN" -> List.of(new Event.Warned(at, m.trailing(), command(m)));
            default ->
                switch (code) {
                    case "REDACT_FORBIDDEN" -> failed(at, "not taken back: only who wrote a message can do that", "");
                    case "REDACT_WINDOW_EXPIRED" -> failed(at, "not taken back: the message is too old for that", "");
                    case "UNKNOWN_MSGID" -> failed(at, "not taken back: the server does not have the message", "");
                    case "MULTILINE_MAX_BYTES" ->
                        failed(
                                at,
                                "too long for one message: the server takes " + first + " bytes",
                                "send it in parts");
                    case "MULTILINE_MAX_LINES" ->
                        failed(
                                at,
                                "too long for one message: the server takes " + first + " lines",
                                "send it in parts");
                    default -> failed(at, m.trailing(), command(m));
                };
        };
    }

    /** The command that a reply is about, for those who look for it in the server's documentation. */
    private static String command(Message m) {
        String command = m.paramOrEmpty(0);
        return command.equals("*") ? "" : command + " " + m.paramOrEmpty(1);
    }

    private static List<Event> failed(Instant at, String text, String hint) {
        return List.of(new Event.Failed(at, text, hint));
    }
}
