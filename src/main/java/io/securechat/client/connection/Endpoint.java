package io.securechat.client.connection;

import io.securechat.client.state.Account;
import io.securechat.irc.Names;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server to connect to.
 *
 * @param host a name or an address
 * @param identity the certificate to present
 * @param trust the certificates to accept
 * @param verifyHost true if the server's certificate must be for {@code host}
 */
public record Endpoint(String host, int port, Identity identity, Trust trust, boolean verifyHost) {
    /** The default port of a server. */
    public static final int DEFAULT_PORT = 8443;

    /** Returns host and port as users write them. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Returns the places for the user's state. */
    public Account account(Path state, String nick) {
        return Account.of(state, address(), identity.certificate(), nick);
    }

    /** Returns the same server at one of its addresses. */
    public Endpoint at(InetAddress address) {
        return new Endpoint(address.getHostAddress(), port, identity, trust, verifyHost);
    }

    /** The name in the user's certificate, if it is a valid nick. The server decides whether to accept it. */
    public Optional<String> claimedName() {
        return CertificateName.claimed(identity.certificate()).filter(Names::isNick);
    }
}
