package io.securechat.cli.option;

import io.securechat.client.connection.Endpoint;

/** Default values and limits that several commands share. */
public final class Defaults {
    public static final int PORT = Endpoint.DEFAULT_PORT;

    public static final int MAX_PORT = 65_535;
    public static final String PORT_RULE = "use a port from 1 to " + MAX_PORT;

    /** The name of a server in IRC. */
    public static final String SERVER_NAME = "securechat.local";

    /** The name of the network that clients show. */
    public static final String NETWORK = "securechat";

    private Defaults() {}
}
