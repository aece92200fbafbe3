package io.securechat.tls;

import io.securechat.tls.path.Anchors;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Trust for tests: certificates with CA:TRUE are CAs, others are pinned. */
public final class TestTrust {
    private TestTrust() {}

    public static Trust of(Collection<X509Certificate> trusted, Collection<X509CRL> crls) {
        return of(trusted, crls, Clock.systemUTC());
    }

    /** Returns a CA's identifier. */
    public static String authority(Identity ca) {
        return CertificateName.authority(ca.certificate());
    }

    public static Trust of(Collection<X509Certificate> trusted, Collection<X509CRL> crls, Clock clock) {
        Anchors anchors = Anchors.NONE;
        for (X509Certificate certificate : trusted) {
            List<X509Certificate> one = List.of(certificate);
            anchors = anchors.and(certificate.getBasicConstraints() < 0 ? Anchors.pins(one) : Anchors.authorities(one));
        }
        return Trust.of(anchors, crls, clock);
    }
}
