package io.securechat.server;

import io.securechat.irc.Message;

/**
 * A command that clients send: a row beside its handler. HELP and docs/PROTOCOL.md are generated from the rows.
 *
 * @param name in upper case
 * @param params the minimum number of parameters
 * @param syntax the parameters as HELP shows them
 * @param help its effect in one sentence
 * @param when the state of the session in which it may run
 */
record Command(String name, int params, String syntax, String help, When when, Handler handler) {
    enum When {
        /** Before registration, too. */
        ALWAYS,
        REGISTERED,
        /** Only for operators of the server. */
        OPERATOR,
        /** Even while the journal stores earlier messages of the session: the command appends to the journal itself. */
        WHILE_APPENDING
    }

    /** Runs a command on the thread {@code chat}; a {@link Refusal} that it throws is the answer. */
    interface Handler {
        void run(Session session, Message message, Reply reply);
    }

    Command(String name, int params, String syntax, String help, Handler handler) {
        this(name, params, syntax, help, When.REGISTERED, handler);
    }

    Command when(When when) {
        return new Command(name, params, syntax, help, when, handler);
    }
}
