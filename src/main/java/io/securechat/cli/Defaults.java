package io.securechat.cli;

import io.securechat.client.Endpoint;

/** Default values and limits that several commands share. */
final class Defaults {
    static final int PORT = Endpoint.DEFAULT_PORT;

    static final int MAX_PORT = 65_535;
    static final String PORT_RULE = "use a port from 1 to " + MAX_PORT;

    /** The name of a server in IRC. */
    static final String SERVER_NAME = "securechat.local";

    /** The name of the network that clients show. */
    static final String NETWORK = "securechat";

    private Defaults() {}
}
