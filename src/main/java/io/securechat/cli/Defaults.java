package io.securechat.cli;

/** Default values and limits that several commands share. */
final class Defaults {
    /** The port of a server. */
    static final int PORT = 8443;

    static final int MAX_PORT = 65_535;
    static final String PORT_RULE = "use a port from 1 to " + MAX_PORT;

    /** The name of a server in IRC. */
    static final String SERVER_NAME = "securechat.local";

    /** The name of the network that clients show. */
    static final String NETWORK = "securechat";

    private Defaults() {}
}
