package io.securechat.tls;

/** System properties for TLS that Netty and the JDK read only once, when their TLS classes are loaded. */
public final class TlsProperties {
    static final String GROUPS = "X25519MLKEM768,x25519,secp256r1";

    private static final String SERVER_TICKETS = "jdk.tls.server.enableSessionTicketExtension";
    private static final String CLIENT_TICKETS = "jdk.tls.client.enableSessionTicketExtension";

    /** Bytes that each connection keeps for handshake and alert records, which leave in pieces of this size; Netty's default is 2048. */
    private static final int TLS_BUFFER = 256;

    private TlsProperties() {}

    /** Sets the properties. A program calls this first, before anything loads a TLS class of Netty or the JDK. */
    public static void set() {
        System.setProperty(SERVER_TICKETS, "false");
        System.setProperty(CLIENT_TICKETS, "false");
        // Known to JDK 24 and later.
        System.setProperty("jdk.tls.server.newSessionTicketCount", "0");
        // The JDK skips unknown groups. Its default list includes finite fields, which are slow.
        System.setProperty("jdk.tls.namedGroups", GROUPS);
        setDefault("io.netty.handler.ssl.openssl.bioNonApplicationBufferSize", Integer.toString(TLS_BUFFER));
        // Loading Flight Recorder for Netty's events takes 4 MB.
        setDefault("io.netty.jfr.enabled", "false");
        // Otherwise Netty warns where loopback is the only network.
        setDefault("io.netty.machineId", "02:00:00:00:00:01");
    }

    /**
     * Checks that TLS sessions cannot be resumed: the certificate of a client that resumes a session is not checked again.
     *
     * @throws IllegalStateException if {@link #set} was not called
     */
    static void requireNoTickets() {
        if (!"false".equals(System.getProperty(SERVER_TICKETS))
                || !"false".equals(System.getProperty(CLIENT_TICKETS))) {
            throw new IllegalStateException("TlsProperties.set() must be called before TLS is used");
        }
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
