package io.securechat.server;

import io.securechat.irc.Names;
import io.securechat.tls.CertificateName;
import io.securechat.tls.ClientCertificate;
import java.util.Optional;

/**
 * Who is at the other end of a connection, as the handshake has proven it.
 *
 * @param address with the port, as the log shows it
 * @param name what a trusted CA vouches for; none for a pinned certificate, and for one whose CN cannot be anybody's nick
 */
record Peer(String address, ClientCertificate certificate, Optional<CertificateName> name) {
    Peer(String address, ClientCertificate certificate) {
        this(address, certificate, certificate.name().filter(vouched -> Names.isNick(vouched.name())));
    }

    /** The certificate's subject, as it is shown. */
    String subject() {
        return certificate.subject();
    }

    /** SHA-256 of the certificate, in hexadecimal. */
    String fingerprint() {
        return certificate.fingerprint();
    }

    /** The network that the address is in, as {@link Networks} has it. */
    String network() {
        return Networks.of(address);
    }

    /** What stands for the address in a {@code nick!user@host}: the certificate, which says more and tells less. */
    String host() {
        return fingerprint().substring(0, 12) + ".cert";
    }
}
