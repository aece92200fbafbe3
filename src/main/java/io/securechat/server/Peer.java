package io.securechat.server;

import io.securechat.irc.Names;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Trust;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Who is at the other end of a connection, as the handshake has proven it.
 *
 * @param address with the port, as the log shows it
 * @param chain the peer's certificate first, then what it has shown of its issuers
 * @param pinned whether the certificate is trusted by itself, so that many people may share it
 * @param name what a trusted CA vouches for; none for a pinned certificate, and for one whose CN cannot be anybody's nick
 * @param fingerprint SHA-256 of the certificate, in hexadecimal
 */
record Peer(
        String address,
        List<X509Certificate> chain,
        boolean pinned,
        Optional<CertificateName> name,
        String subject,
        String fingerprint) {
    Peer {
        chain = List.copyOf(chain);
        name = name.filter(vouched -> Names.isNick(vouched.name()));
    }

    /**
     * Who has connected from an address.
     *
     * @param chain one that {@code trust} has accepted
     */
    static Peer of(String address, List<X509Certificate> chain, Trust trust) {
        X509Certificate certificate = chain.get(0);
        return new Peer(
                address,
                chain,
                trust.isPinned(certificate),
                CertificateName.of(chain, trust),
                CertificateName.subject(certificate),
                CertificateName.fingerprint(certificate));
    }

    /** The CA that has issued the certificate, as its subject is shown. */
    String issuer() {
        return CertificateName.issuer(chain.get(0));
    }

    /** What stands for the address in a {@code nick!user@host}: the certificate, which says more and tells less. */
    String host() {
        return fingerprint.substring(0, 12) + ".cert";
    }
}
