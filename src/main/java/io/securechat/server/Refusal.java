package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a command is not carried out: thrown by its handler, answered to the client by {@link Commands}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Bytes of a word that comes from the client, so that the sentence has room in the line. */
    private static final int MAX_WORD = 80;

    private interface Form {
        Outgoing write(String server, String nick);
    }

    private final transient Form form;

    private Refusal(Form form) {
        super(null, null, false, false);
        this.form = form;
    }

    /** A refusal with a numeric; the arguments are those of {@link Numeric#line}. */
    Refusal(Numeric numeric, Object... args) {
        this((server, nick) -> Outgoing.line(Utf8.cut(numeric.line(server, nick, args), Message.MAX_BODY - 2)));
    }

    /** A refusal for which there is no numeric (IRCv3 standard-replies). Clients that don't know these show what they get. */
    static Refusal fail(String command, String code, String text) {
        return fail(command, code, List.of(), text);
    }

    /** The same with what it is about, in words that the client may have made up. */
    static Refusal fail(String command, String code, List<String> context, @Nullable String text) {
        return standard("FAIL", command, code, context, text);
    }

    /** What does not keep the rest of a command from being carried out. */
    static Refusal warn(String command, String code, List<String> context, @Nullable String text) {
        return standard("WARN", command, code, context, text);
    }

    private static Refusal standard(
            String kind, String command, String code, List<String> context, @Nullable String text) {
        StringBuilder what = new StringBuilder(command).append(' ').append(code);
        for (String word : context) {
            what.append(' ').append(Message.isMiddle(word) ? Utf8.cut(word, MAX_WORD) : "*");
        }
        String line = what.append(" :").append(text).toString();
        return new Refusal((server, nick) -> Outgoing.line(":" + server + " " + kind + " " + line));
    }

    Outgoing answer(String server, String nick) {
        return form.write(server, nick);
    }
}
