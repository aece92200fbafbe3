package io.securechat.cli;

import io.securechat.server.Credentials;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Expiry;
import io.securechat.tls.Identity;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.Trust;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server's files say, all of them at one time.
 *
 * @param clients made of {@code trusted} and {@code revoked}
 * @param motd the lines of the message of the day
 */
record ServerMaterial(
        Identity identity, List<X509Certificate> trusted, List<X509CRL> revoked, Trust clients, List<String> motd) {

    Credentials credentials(boolean tls12) {
        return new Credentials(TlsContexts.forServer(identity, clients, tls12), clients);
    }

    /** The certificate in one phrase, for the log. */
    String certificate() {
        return CertificateName.subject(identity.certificate()) + " sha256:"
                + CertificateName.fingerprint(identity.certificate());
    }

    /** What is new in it, a line each. */
    List<String> changesSince(ServerMaterial before) {
        List<String> changes = new ArrayList<>();
        if (!identity.chain().equals(before.identity.chain())) {
            changes.add("new server certificate " + certificate() + ", valid until "
                    + identity.certificate().getNotAfter().toInstant());
        }
        if (!trusted.equals(before.trusted) || !revoked.equals(before.revoked)) {
            changes.add("new trust: " + clients);
        }
        if (!motd.equals(before.motd)) {
            changes.add("new message of the day, lines: " + motd.size());
        }
        return changes;
    }

    /** What the operators must know of it in time, a line each. */
    List<String> warnings(Instant now) {
        return Expiry.soon(identity, clients, now).stream()
                .map(expiry -> expiry.warning(now))
                .toList();
    }
}
