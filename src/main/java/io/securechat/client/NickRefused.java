package io.securechat.client;

/** The server does not give the user the name they want; another one may do. */
public final class NickRefused extends Exception {
    private static final long serialVersionUID = 1;

    NickRefused(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
