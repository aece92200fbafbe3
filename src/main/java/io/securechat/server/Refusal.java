package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import org.jspecify.annotations.Nullable;

/** Why a command is not carried out: thrown by its handler, answered to the client by {@link Commands}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

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
        this((server, nick) -> Outgoing.line(numeric.line(server, nick, args)));
    }

    /** A refusal for which there is no numeric (IRCv3 standard-replies); a NOTICE for clients that don't know these. */
    static Refusal fail(String command, String code, String text) {
        return failed(command + " " + code, text);
    }

    /** The same with what it is about, in one word. */
    static Refusal fail(String command, String code, String context, @Nullable String text) {
        return failed(command + " " + code + " " + context, text);
    }

    private static Refusal failed(String what, @Nullable String text) {
        return new Refusal((server, nick) -> Outgoing.line(
                        ":" + server + " FAIL " + what + " :" + text, Capability.STANDARD_REPLIES)
                .orElse(":" + server + " NOTICE " + nick + " :" + text));
    }

    Outgoing answer(String server, String nick) {
        return form.write(server, nick);
    }
}
