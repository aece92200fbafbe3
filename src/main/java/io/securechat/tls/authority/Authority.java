package io.securechat.tls.authority;

import io.securechat.Problem;
import io.securechat.tls.x509.CaCertificates;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.HostNames;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Keys;
import io.securechat.tls.x509.Succession;
import io.securechat.tls.x509.Validity;
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
import org.jspecify.annotations.Nullable;

/**
 * A CA that issues certificates to users and servers, renews its own, and issues revocation lists. Certificates are valid from an hour
 * ago, and never longer than the CA's.
 */
public final class Authority {
    private final Identity ca;
    private final @Nullable Authority former;
    private final Clock clock;

    public Authority(Identity ca, Clock clock) {
        this(ca, null, clock);
    }

    /**
     * @param former the CA that it succeeds, as long as that is trusted; null for none
     * @throws Problem if the certificate is not a CA's, or may not sign
     */
    public Authority(Identity ca, @Nullable Authority former, Clock clock) {
        if (CaCertificates.objectionToIssuing(ca.certificate()) != null) {
            throw new Problem(
                    "the certificate " + CertificateName.subject(ca.certificate())
                            + " is not a CA's: it may not issue others",
                    "create a CA in another directory: " + Problem.command("gencert ca --dir DIR"));
        }
        this.ca = ca;
        this.former = former;
        this.clock = clock;
    }

    public X509Certificate certificate() {
        return ca.certificate();
    }

    /**
     * Generates a key and certificate for a user.
     *
     * @param name the CN; the caller checks that it is a valid nick and not in use
     * @throws Problem if the CA has expired
     */
    public Identity user(String name, Duration validity) {
        return issue(name, KeyPurpose.CLIENT, List.of(), validity);
    }

    /**
     * Generates a key and certificate for a server.
     *
     * @param hosts the DNS names and IP addresses of the server, at least one
     * @throws Problem if one of them is neither, or the CA has expired
     */
    public Identity server(String name, Collection<String> hosts, Duration validity) {
        return issue(name, KeyPurpose.SERVER, HostNames.generalNames(hosts), validity);
    }

    /**
     * Issues a certificate for the name and key of a request.
     *
     * @throws Problem if the CA has expired
     */
    public X509Certificate sign(SigningRequest request, Duration validity) {
        return certificate(request.name(), request.key(), KeyPurpose.CLIENT, List.of(), validity);
    }

    /**
     * Renews the CA's certificate with the same name and key, so that the certificates that it issued stay valid.
     *
     * @throws Problem if another CA issued it
     */
    public Identity renewed(Duration validity) {
        X509Certificate old = ca.certificate();
        if (!CertificateName.isSelfIssued(old)) {
            throw new Problem(
                    "the CA's certificate is not self-signed, only " + CertificateName.issuer(old) + " can renew it",
                    "ask the CA that issued it");
        }
        X500Name subject = CertificateName.distinguishedName(old);
        Instant begin = Validity.begin(clock);
        X509Certificate renewed = new CertificateBuilder(subject, old.getPublicKey(), begin, begin.plus(validity))
                .authority()
                .extension(Succession.extension(old))
                .keyIdentifier(Keys.identifier(old))
                .signBySelf(ca.key());
        return new Identity(List.of(renewed), ca.key());
    }

    /**
     * Issues a revocation list.
     *
     * @param log the certificates, revoked and others
     * @param validity the time until the next update is due
     */
    public X509CRL revocationList(IssueLog log, Duration validity) {
        return RevocationList.make(ca, log, clock.instant(), validity);
    }

    /** Returns the {@link #revocationList} of this CA, and that of the one that it succeeds: each has all revoked certificates. */
    public List<X509CRL> revocationLists(IssueLog log, Duration validity) {
        X509CRL own = revocationList(log, validity);
        return former == null ? List.of(own) : List.of(own, former.revocationList(log, validity));
    }

    /**
     * Generates the CA that succeeds this one.
     *
     * @param name its CN
     */
    public Identity successor(String name, Duration validity) {
        return new SelfSigned(clock, validity).successor(name, ca);
    }

    Clock clock() {
        return clock;
    }

    /** Returns this CA with the one that it succeeds. */
    Authority after(Authority before) {
        return new Authority(ca, before, clock);
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
