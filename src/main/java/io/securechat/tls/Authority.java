package io.securechat.tls;

import io.securechat.Problem;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * A CA at work: it signs the certificates of users and servers directly, renews itself, and revokes. What it issues is valid
 * since an hour ago, and never longer than its own certificate.
 */
public final class Authority {
    private final Identity ca;
    private final Clock clock;

    /** @throws Problem when the certificate is no CA's, or may not sign */
    public Authority(Identity ca, Clock clock) {
        if (CaCertificates.objectionToIssuing(ca.certificate()) != null) {
            throw new Problem(
                    "the certificate " + CertificateName.subject(ca.certificate())
                            + " is no CA's: it may not issue others",
                    "make a CA in another directory: " + Problem.command("gencert ca --dir DIR"));
        }
        this.ca = ca;
        this.clock = clock;
    }

    public X509Certificate certificate() {
        return ca.certificate();
    }

    /**
     * A new key and certificate for a person's or program's client.
     *
     * @param name becomes the CN; that it is free and a valid nick is for the caller to see to
     * @throws Problem when the CA has expired
     */
    public Identity user(String name, Duration validity) {
        return issue(name, KeyPurpose.CLIENT, List.of(), validity);
    }

    /**
     * A new key and certificate for a server.
     *
     * @param hosts the DNS names and IP addresses that clients may reach it by, at least one
     * @throws Problem when one of them is neither, or the CA has expired
     */
    public Identity server(String name, Collection<String> hosts, Duration validity) {
        return issue(name, KeyPurpose.SERVER, HostNames.generalNames(hosts), validity);
    }

    /**
     * A certificate for the client of somebody who has made the key: of the request only the name and the key count.
     *
     * @throws Problem when the CA has expired
     */
    public X509Certificate sign(SigningRequest request, Duration validity) {
        return certificate(request.name(), request.key(), KeyPurpose.CLIENT, List.of(), validity);
    }

    /**
     * The CA with the same name and key for another time, so that everything that it has issued stays valid.
     *
     * @throws Problem when another CA has issued it
     */
    public Identity renewed(Duration validity) {
        X509Certificate old = ca.certificate();
        if (!CertificateName.isSelfIssued(old)) {
            throw new Problem(
                    "the CA's certificate is not self-signed, only " + CertificateName.issuer(old) + " can renew it",
                    "ask the CA that has issued it");
        }
        X500Name subject = CertificateName.distinguishedName(old);
        Instant begin = Validity.begin(clock);
        X509Certificate renewed = new CertificateBuilder(subject, old.getPublicKey(), begin, begin.plus(validity))
                .authority()
                .keyIdentifier(Keys.identifier(old))
                .signBySelf(ca.key());
        return new Identity(List.of(renewed), ca.key());
    }

    /**
     * A new revocation list.
     *
     * @param log what is revoked
     * @param validity how long it is good for, from now
     */
    public X509CRL revocationList(IssueLog log, Duration validity) {
        return RevocationList.make(ca, log, clock.instant(), validity);
    }

    private Identity issue(String name, KeyPurpose purpose, List<GeneralName> hosts, Duration validity) {
        KeyPair keys = Keys.generate();
        X509Certificate certificate = certificate(name, keys.getPublic(), purpose, hosts, validity);
        return new Identity(List.of(certificate), keys.getPrivate());
    }

    private X509Certificate certificate(
            String name, PublicKey key, KeyPurpose purpose, List<GeneralName> hosts, Duration validity) {
        Instant last = Validity.end(ca.certificate());
        if (clock.instant().isAfter(last)) {
            throw new Problem(
                    "the CA " + CertificateName.subject(ca.certificate()) + " expired at " + last
                            + " and can issue nothing",
                    Problem.command("gencert renew ca"));
        }
        Instant begin = Validity.begin(clock);
        Instant end = begin.plus(validity);
        return new CertificateBuilder(CertificateName.commonName(name), key, begin, end.isAfter(last) ? last : end)
                .leaf(purpose, hosts)
                .signBy(ca);
    }
}
