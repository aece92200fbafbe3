package io.securechat.server;

import io.securechat.irc.Names;
import io.securechat.tls.CertificateName;
import io.securechat.tls.ClientCertificate;
import java.util.Optional;

/**
 * A verified client.
 *
 * @param address with the port
 * @param name the name that a trusted CA has given; empty for a pinned certificate and for a CN that is not a valid
 *     nick
 */
record Peer(String address, ClientCertificate certificate, Optional<CertificateName> name) {
    Peer(String address, ClientCertificate certificate) {
        this(address, certificate, certificate.name().filter(vouched -> Names.isNick(vouched.name())));
    }

    /** The certificate's subject, in the form for display. */
    String subject() {
        return certificate.subject();
    }

    /** SHA-256 of the certificate, in hexadecimal. */
    String fingerprint() {
        return certificate.fingerprint();
    }

    /** The network of the address; see {@link Networks}. */
    String network() {
        return Networks.of(address);
    }

    /** The host in {@code nick!user@host}: the start of the fingerprint, which hides the address. */
    String host() {
        return fingerprint().substring(0, 12) + ".cert";
    }
}
