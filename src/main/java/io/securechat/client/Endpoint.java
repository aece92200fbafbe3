package io.securechat.client;

import io.securechat.irc.Names;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Identity;
import io.securechat.tls.Trust;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A server, and how to meet it.
 *
 * @param host a name or an address
 * @param identity what the server shall see of the user
 * @param trust which servers the user accepts
 * @param verifyHost whether the server's certificate must be for {@code host}
 */
public record Endpoint(String host, int port, Identity identity, Trust trust, boolean verifyHost) {
    /** The default port of a server. */
    public static final int DEFAULT_PORT = 8443;

    /** Host and port as people write them. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** The same server at one of its addresses, for messages about that address. */
    Endpoint at(InetAddress address) {
        return new Endpoint(address.getHostAddress(), port, identity, trust, verifyHost);
    }

    /** The name that the user's certificate claims for them, if it can be a nick; whether it is so the server says. */
    public Optional<String> claimedName() {
        return CertificateName.claimed(identity.certificate()).filter(Names::isNick);
    }
}
