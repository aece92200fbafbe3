package io.securechat.server;

import io.securechat.irc.Message;

/**
 * A command that clients may send: a row beside its handler. HELP and docs/PROTOCOL.md are made from the rows.
 *
 * @param name in upper case
 * @param params how many parameters it needs at least
 * @param syntax the parameters as HELP shows them
 * @param help what it does, one sentence
 * @param when in which state of the session it may run
 */
record Command(String name, int params, String syntax, String help, When when, Handler handler) {
    enum When {
        /** Also before registration. */
        ALWAYS,
        REGISTERED,
        /** Only for operators of the server. */
        OPERATOR,
        /** Also while messages of the session are on their way into the journal: it goes there itself. */
        WHILE_APPENDING
    }

    /** Carries a command out on the chat's thread; what it throws as {@link Refusal} is its answer. */
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
