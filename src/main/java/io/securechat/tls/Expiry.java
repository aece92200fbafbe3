package io.securechat.tls;

import io.securechat.Problem;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something with an end that has come, or comes soon.
 *
 * @param what a certificate or a revocation list, with its subject, safe to print
 * @param remedy the command that makes it anew
 */
public record Expiry(String what, Instant end, String remedy) {
    /** How long before its end a warning is due. */
    public static final Duration NOTICE = Duration.ofDays(14);

    /** All that a server depends on and that ends soon or has ended: its own certificate, and those that it trusts. */
    public static List<Expiry> soon(Identity server, Trust clients, Instant now) {
        List<Expiry> all = new ArrayList<>();
        all.add(of("the server's certificate ", server.certificate(), KeyPurpose.SERVER));
        for (X509Certificate authority : clients.anchors().authorities()) {
            all.add(of("CA certificate ", authority, KeyPurpose.CLIENT));
        }
        for (X509Certificate pin : clients.anchors().pins()) {
            all.add(of("pinned certificate ", pin, KeyPurpose.CLIENT));
        }
        for (X509CRL crl : clients.crls()) {
            Validity.end(crl).ifPresent(end -> all.add(of(crl, end)));
        }
        return all.stream().filter(expiry -> expiry.isSoon(now)).toList();
    }

    /** All that a client depends on and that ends soon or has ended: its own certificate, the server's, and its CA's. */
    public static List<Expiry> soon(Identity client, List<X509Certificate> server, Trust servers, Instant now) {
        X509Certificate own = client.certificate();
        List<Expiry> all = new ArrayList<>();
        all.add(new Expiry("your certificate " + CertificateName.subject(own), Validity.end(own), Remedy.ask(own)));
        all.add(seen("the server's certificate ", server.get(0)));
        X509Certificate anchor = servers.anchor(server);
        if (servers.anchors().authorities().contains(anchor)) {
            all.add(seen("the server's CA certificate ", anchor));
        }
        return all.stream().filter(expiry -> expiry.isSoon(now)).toList();
    }

    private static Expiry seen(String kind, X509Certificate certificate) {
        return new Expiry(
                kind + CertificateName.subject(certificate), Validity.end(certificate), Remedy.tell(certificate));
    }

    /** A client's certificate, if it ends soon or has ended. */
    public static Optional<Expiry> soon(ClientCertificate client, Instant now) {
        if (!client.until().isBefore(now.plus(NOTICE))) {
            return Optional.empty();
        }
        return Optional.of(of("certificate ", client.chain().get(0), KeyPurpose.CLIENT))
                .filter(expiry -> expiry.isSoon(now));
    }

    /** The warning as one line: what ends, when, and the command that mends it. */
    public String warning(Instant now) {
        return sentence(now) + "; " + remedy;
    }

    /** What ends, and when. */
    public String sentence(Instant now) {
        return what + (now.isAfter(end) ? " has ended at " : " ends at ") + end;
    }

    private boolean isSoon(Instant now) {
        return end.isBefore(now.plus(NOTICE));
    }

    private static Expiry of(String kind, X509Certificate certificate, KeyPurpose purpose) {
        return new Expiry(
                kind + CertificateName.subject(certificate),
                Validity.end(certificate),
                Remedy.renew(certificate, purpose));
    }

    private static Expiry of(X509CRL crl, Instant end) {
        return new Expiry(
                "the revocation list of " + Revocations.issuer(crl),
                end,
                "it is obeyed all the same; " + Problem.command("gencert renew crl"));
    }
}
