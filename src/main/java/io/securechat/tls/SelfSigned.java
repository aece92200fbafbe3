package io.securechat.tls;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** Makes new keys (P-256) with certificates that sign themselves: the development pair, and a CA. */
public final class SelfSigned {
    private final Clock clock;
    private final Duration validity;

    /** @param validity how long its certificates are valid, from an hour ago */
    public SelfSigned(Clock clock, Duration validity) {
        this.clock = clock;
        this.validity = validity;
    }

    /**
     * A server's identity.
     *
     * @param hosts the DNS names and IP addresses that clients may reach it by, at least one
     * @throws io.securechat.Problem when one of them is neither
     */
    public Identity server(Collection<String> hosts) {
        List<GeneralName> names = HostNames.generalNames(hosts);
        return make("securechat server", builder -> builder.leaf(KeyPurpose.SERVER, names));
    }

    /** A client's identity that carries no name of a person, so that many may share it. */
    public Identity client() {
        return make("securechat client", builder -> builder.leaf(KeyPurpose.CLIENT, List.of()));
    }

    /**
     * A CA, for an {@link Authority}.
     *
     * @param name its CN; a server that trusts several CAs tells them apart by it
     */
    public Identity authority(String name) {
        return make(name, CertificateBuilder::authority);
    }

    private Identity make(String name, Profile profile) {
        KeyPair keys = Keys.generate();
        X500Name subject = CertificateName.commonName(name);
        Instant begin = Validity.begin(clock);
        CertificateBuilder builder = new CertificateBuilder(subject, keys.getPublic(), begin, begin.plus(validity));
        X509Certificate certificate = profile.of(builder).signBySelf(keys.getPrivate());
        return new Identity(List.of(certificate), keys.getPrivate());
    }

    @FunctionalInterface
    private interface Profile {
        CertificateBuilder of(CertificateBuilder builder);
    }
}
