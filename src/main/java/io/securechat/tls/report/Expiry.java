package io.securechat.tls.report;

import io.securechat.Problem;
import io.securechat.tls.path.Revocations;
import io.securechat.tls.trust.ClientCertificate;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Validity;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A certificate or revocation list that ends soon or has ended.
 *
 * @param subject the name in a certificate, or of the issuer of a list; safe to print
 * @param remedy the command that replaces it
 */
public record Expiry(Kind kind, String subject, Instant end, String remedy) {
    /** Certificates and lists, as a server or a client sees them. */
    public enum Kind {
        SERVER("the server's certificate"),
        CA("CA certificate"),
        PIN("pinned certificate"),
        CRL("the revocation list of"),
        CLIENT("certificate"),
        OWN("your certificate"),
        SERVER_CA("the server's CA certificate");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** Time between a warning and the end. */
    public static final Duration NOTICE = Duration.ofDays(14);

    /** Returns the expiries that affect a server: its certificate, and the certificates and revocation lists that it trusts. */
    public static List<Expiry> soon(Identity server, Trust clients, Instant now) {
        return all(server, clients).stream()
                .filter(expiry -> expiry.isSoon(now))
                .toList();
    }

    /** Returns the ends of a server's certificate, and of the certificates and revocation lists that it trusts. */
    public static List<Expiry> all(Identity server, Trust clients) {
        List<Expiry> all = new ArrayList<>();
        all.add(of(Kind.SERVER, server.certificate(), KeyPurpose.SERVER));
        for (X509Certificate authority : clients.anchors().authorities()) {
            all.add(of(Kind.CA, authority, KeyPurpose.CLIENT));
        }
        for (X509Certificate pin : clients.anchors().pins()) {
            all.add(of(Kind.PIN, pin, KeyPurpose.CLIENT));
        }
        for (X509CRL crl : clients.crls()) {
            Validity.end(crl).ifPresent(end -> all.add(of(crl, end)));
        }
        return all;
    }

    /** Returns the expiries that affect a client: its certificate, the server's, and that of the server's CA. */
    public static List<Expiry> soon(Identity client, List<X509Certificate> server, Trust servers, Instant now) {
        X509Certificate own = client.certificate();
        List<Expiry> all = new ArrayList<>();
        all.add(new Expiry(Kind.OWN, CertificateName.subject(own), Validity.end(own), Remedy.ask(own)));
        all.add(seen(Kind.SERVER, server.get(0)));
        X509Certificate anchor = servers.anchor(server);
        if (servers.anchors().authorities().contains(anchor)) {
            all.add(seen(Kind.SERVER_CA, anchor));
        }
        return all.stream().filter(expiry -> expiry.isSoon(now)).toList();
    }

    private static Expiry seen(Kind kind, X509Certificate certificate) {
        return new Expiry(
                kind, CertificateName.subject(certificate), Validity.end(certificate), Remedy.tell(certificate));
    }

    /** Returns the expiry of a client's certificate; empty if it does not end soon. */
    public static Optional<Expiry> soon(ClientCertificate client, Instant now) {
        if (!client.until().isBefore(now.plus(NOTICE))) {
            return Optional.empty();
        }
        return Optional.of(of(Kind.CLIENT, client.chain().get(0), KeyPurpose.CLIENT))
                .filter(expiry -> expiry.isSoon(now));
    }

    /** Returns the certificate or the list in words, with its subject. */
    public String what() {
        return kind.text + " " + subject;
    }

    /** Returns the warning and the remedy on one line. */
    public String warning(Instant now) {
        return sentence(now) + "; " + remedy;
    }

    /** Returns the warning without the remedy. */
    public String sentence(Instant now) {
        return what() + (now.isAfter(end) ? " expired at " : " expires at ") + end;
    }

    /** Returns whether it is time for a warning. */
    public boolean isSoon(Instant now) {
        return end.isBefore(now.plus(NOTICE));
    }

    private static Expiry of(Kind kind, X509Certificate certificate, KeyPurpose purpose) {
        return new Expiry(
                kind,
                CertificateName.subject(certificate),
                Validity.end(certificate),
                Remedy.renew(certificate, purpose));
    }

    private static Expiry of(X509CRL crl, Instant end) {
        return new Expiry(
                Kind.CRL, Revocations.issuer(crl), end, "it stays in force; " + Problem.command("gencert renew crl"));
    }
}
