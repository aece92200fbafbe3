package io.securechat.cli.serve;

import io.securechat.server.settings.Credentials;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.report.Expiry;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a server's files, read together.
 *
 * @param operators the names of the operators, and their password
 * @param operatorAuthority the key of the CA that issues the certificates of operators, in the form of
 *     {@link CertificateName#authority}; null if certificates make no operators
 * @param motd the lines of the message of the day
 */
record ServerMaterial(
        Identity identity,
        Trust clients,
        Settings.Operators operators,
        @Nullable String operatorAuthority,
        List<String> motd) {

    Credentials credentials(boolean tls12) {
        return new Credentials(TlsContexts.forServer(identity, clients, tls12), clients, operatorAuthority);
    }

    /**
     * Returns this content as the successor of an earlier one.
     *
     * @throws io.securechat.Problem if a revocation list is older than the one in force
     */
    ServerMaterial succeeding(ServerMaterial before) {
        return new ServerMaterial(identity, clients.succeeding(before.clients), operators, operatorAuthority, motd);
    }

    /** Returns the subject and fingerprint of the certificate, for the log. */
    String certificate() {
        return CertificateName.subject(identity.certificate()) + " sha256:"
                + CertificateName.fingerprint(identity.certificate());
    }

    /** Returns the changes, one line each. */
    List<String> changesSince(ServerMaterial before) {
        List<String> changes = new ArrayList<>();
        if (!identity.chain().equals(before.identity.chain())) {
            changes.add("new server certificate " + certificate() + ", valid until "
                    + identity.certificate().getNotAfter().toInstant());
        }
        if (!clients.isSameAs(before.clients)) {
            changes.add("new trust: " + clients);
            changes.addAll(clients.describe());
        }
        if (!operators.names().equals(before.operators.names())) {
            changes.add("new operators: " + (operators.names().isEmpty() ? "none" : String.join(", ", names())));
        }
        if (!motd.equals(before.motd)) {
            changes.add("new message of the day, lines: " + motd.size());
        }
        return changes;
    }

    /** Returns the ends of all certificates and lists. */
    List<Expiry> ends() {
        return Expiry.all(identity, clients);
    }

    private List<String> names() {
        return operators.names().stream().sorted().toList();
    }

    /** Returns warnings of what expires soon, one line each. */
    List<String> warnings(Instant now) {
        return Stream.concat(
                        clients.warnings(now).stream(),
                        Expiry.soon(identity, clients, now).stream().map(expiry -> expiry.warning(now)))
                .toList();
    }
}
