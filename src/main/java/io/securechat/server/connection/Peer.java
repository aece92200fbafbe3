package io.securechat.server.connection;

import io.securechat.irc.Names;
import io.securechat.server.limit.Networks;
import io.securechat.server.log.Audit;
import io.securechat.tls.trust.ClientCertificate;
import io.securechat.tls.x509.CertificateName;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verified client.
 *
 * @param address with the port
 * @param name the name that a trusted CA has given; empty for a pinned certificate and for a CN that is not a valid
 *     nick
 */
public record Peer(String address, ClientCertificate certificate, Optional<CertificateName> name) {
    public Peer(String address, ClientCertificate certificate) {
        this(address, certificate, certificate.name().filter(vouched -> Names.isNick(vouched.name())));
    }

    /** The certificate's subject, in the form for display. */
    public String subject() {
        return certificate.subject();
    }

    /** SHA-256 of the certificate, in hexadecimal. */
    public String fingerprint() {
        return certificate.fingerprint();
    }

    /** The network of the address; see {@link Networks}. */
    public String network() {
        return Networks.of(address);
    }

    /** The address without the port. */
    public @Nullable InetAddress ip() {
        return Networks.address(address);
    }

    /** The host in {@code nick!user@host}: the start of the fingerprint, which hides the address. */
    public String host() {
        return fingerprint().substring(0, 12) + ".cert";
    }

    /** Writes to the audit log that this client may not connect, and why. */
    public void audit(String event, String why) {
        Audit.event(event)
                .addKeyValue("address", address)
                .addKeyValue("subject", subject())
                .addKeyValue("fingerprint", fingerprint())
                .addKeyValue("why", why)
                .log();
    }
}
