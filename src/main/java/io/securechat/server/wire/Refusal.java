package io.securechat.server.wire;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The refusal of a command: thrown by its handler, answered by {@code LineHandler}. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Bytes of a word of the client in the answer. */
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
    public Refusal(Numeric numeric, Object... args) {
        this((server, nick) -> Outgoing.line(Utf8.cut(numeric.line(server, nick, args), Message.MAX_BODY - 2)));
    }

    /** A refusal without a numeric (IRCv3 standard-replies). */
    public static Refusal fail(String command, String code, String text) {
        return fail(command, code, List.of(), text);
    }

    /** A refusal with its context, in words of the client. */
    public static Refusal fail(String command, String code, List<String> context, @Nullable String text) {
        return standard("FAIL", command, code, context, text);
    }

    /** A warning: the rest of the command is carried out. */
    public static Refusal warn(String command, String code, List<String> context, @Nullable String text) {
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

    public Outgoing answer(String server, String nick) {
        return form.write(server, nick);
    }
}
