package io.securechat.client;

import io.securechat.tls.CertificateName;
import io.securechat.tls.Renewal;
import io.securechat.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells, once for each, which of the certificates behind a connection end soon, and what to do. */
final class Expiry {
    private final Endpoint endpoint;
    private final Clock clock;
    private final Set<X509Certificate> told = new HashSet<>();

    Expiry(Endpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** Of the user's certificate, the server's, and its CA's, those that end within 14 days and have not been told of. */
    List<Event.Warned> warnings(TlsSession tls) {
        List<Event.Warned> warnings = new ArrayList<>();
        X509Certificate own = endpoint.identity().certificate();
        X509Certificate server = tls.certificate();
        add(warnings, "your certificate", own, Renewal.ofClient(own));
        add(warnings, "the server's certificate", server, Renewal.ofServer(server));
        add(warnings, "the CA's certificate", tls.anchor(endpoint.trust()), Renewal.ofAuthority());
        return warnings;
    }

    private void add(List<Event.Warned> warnings, String whose, X509Certificate certificate, String hint) {
        Instant now = clock.instant();
        if (CertificateText.endsSoon(certificate, now) && told.add(certificate)) {
            warnings.add(new Event.Warned(
                    now,
                    whose + " " + CertificateText.ending(certificate, now) + ": "
                            + CertificateName.subject(certificate),
                    hint));
        }
    }
}
