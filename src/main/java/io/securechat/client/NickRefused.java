package io.securechat.client;

/** The server does not give the user the name they want; another one may do. */
public final class NickRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final String nick;

    NickRefused(String nick, String reason) {
        super(reason);
        this.nick = nick;
    }

    /** The name that was wanted. */
    public String nick() {
        return nick;
    }
}
