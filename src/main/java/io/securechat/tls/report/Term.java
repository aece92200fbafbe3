package io.securechat.tls.report;

import io.securechat.tls.path.Revocations;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.Validity;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The end of a certificate or a revocation list.
 *
 * @param subject the name in a certificate, or of the issuer of a list; safe to print
 */
public record Term(Kind kind, String subject, Instant end) {
    /** Kinds of certificates and lists. */
    public enum Kind {
        SERVER,
        CA,
        /** A pinned certificate of a client. */
        PIN,
        CRL
    }

    /** Returns the terms of a server's certificate and of all that it trusts, the earliest end first. */
    public static List<Term> of(Identity server, Trust clients) {
        List<Term> terms = new ArrayList<>();
        terms.add(of(Kind.SERVER, server.certificate()));
        clients.anchors().authorities().forEach(authority -> terms.add(of(Kind.CA, authority)));
        clients.anchors().pins().forEach(pin -> terms.add(of(Kind.PIN, pin)));
        for (X509CRL crl : clients.crls()) {
            Validity.end(crl).ifPresent(end -> terms.add(new Term(Kind.CRL, Revocations.issuer(crl), end)));
        }
        terms.sort(Comparator.comparing(Term::end));
        return terms;
    }

    private static Term of(Kind kind, X509Certificate certificate) {
        return new Term(kind, CertificateName.subject(certificate), Validity.end(certificate));
    }
}
