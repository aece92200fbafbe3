package io.securechat.server.command;

import io.securechat.irc.Message;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.wire.Refusal;

/**
 * A command that clients send: a row beside its handler. HELP and docs/PROTOCOL.md are generated from the rows.
 *
 * @param name in upper case
 * @param params the minimum number of parameters
 * @param syntax the parameters as HELP shows them
 * @param help its effect in one sentence
 * @param when the state of the session in which it may run
 */
public record Command(String name, int params, String syntax, String help, When when, Handler handler) {
    public enum When {
        /** Before registration, too. */
        ALWAYS,
        REGISTERED,
        /** Only for operators of the server. */
        OPERATOR,
        /** Even while the journal stores earlier messages of the session: the command appends to the journal itself. */
        WHILE_APPENDING
    }

    /** Runs a command on the thread {@code chat}; a {@link Refusal} that it throws is the answer. */
    public interface Handler {
        public void run(Session session, Message message, Reply reply);
    }

    public Command(String name, int params, String syntax, String help, Handler handler) {
        this(name, params, syntax, help, When.REGISTERED, handler);
    }

    public Command when(When when) {
        return new Command(name, params, syntax, help, when, handler);
    }
}
