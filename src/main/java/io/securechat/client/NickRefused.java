package io.securechat.client;

import io.securechat.Problem;
import io.securechat.irc.Message;

/** The server does not give the user the name they want; another one may do. */
public final class NickRefused extends Exception {
    private static final long serialVersionUID = 1;

    NickRefused(String reason) {
        super(reason);
    }

    /** What to tell a user who is not asked for another name. */
    public Problem problem() {
        return new Problem(getMessage(), "choose another one: --name NAME", this);
    }

    /** Describes ERR_NICKNAMEINUSE: the nick is in use, looks like another one, or is reserved. */
    static String reason(String nick, Message refusal) {
        return "the name " + nick + " is not available: " + refusal.trailing();
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
