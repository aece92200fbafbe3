package io.securechat.client.connection;

import io.securechat.Problem;
import io.securechat.irc.Message;

/** The server refuses the requested nick. Another one may be accepted. */
public final class NickRefused extends Exception {
    private static final long serialVersionUID = 1;

    NickRefused(String reason) {
        super(reason);
    }

    /** Returns the problem to show to a user who cannot be asked for another name. */
    public Problem problem() {
        return new Problem(getMessage(), "choose another name: --name NAME", this);
    }

    /** Describes ERR_NICKNAMEINUSE: the nick is in use, looks like another one, or is reserved. */
    public static String reason(String nick, Message refusal) {
        return "the name " + nick + " is not available: " + refusal.trailing();
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
