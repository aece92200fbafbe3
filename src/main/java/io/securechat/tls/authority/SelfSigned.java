package io.securechat.tls.authority;

import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.HostNames;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Keys;
import io.securechat.tls.x509.Succession;
import io.securechat.tls.x509.Validity;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** Generates keys (P-256) with self-signed certificates: the development pair, and CAs. */
public final class SelfSigned {
    private final Clock clock;
    private final Duration validity;

    /** @param validity of its certificates, from an hour ago */
    public SelfSigned(Clock clock, Duration validity) {
        this.clock = clock;
        this.validity = validity;
    }

    /**
     * Generates a server's identity.
     *
     * @param hosts the DNS names and IP addresses of the server, at least one
     * @throws io.securechat.Problem if one of them is neither
     */
    public Identity server(Collection<String> hosts) {
        List<GeneralName> names = HostNames.generalNames(hosts);
        return make(Keys.generate(), "securechat server", builder -> builder.leaf(KeyPurpose.SERVER, names));
    }

    /** Generates a client's identity without a user's name, which several users may share. */
    public Identity client() {
        return make(Keys.generate(), "securechat client", builder -> builder.leaf(KeyPurpose.CLIENT, List.of()));
    }

    /**
     * Generates a CA, for an {@link Authority}.
     *
     * @param name its CN, by which a server that trusts several CAs reports them
     */
    public Identity authority(String name) {
        return make(Keys.generate(), name, CertificateBuilder::authority);
    }

    /**
     * Generates the CA that succeeds another one: the names that both issue belong to the same holders.
     *
     * @param name its CN
     */
    public Identity successor(String name, Identity before) {
        KeyPair keys = Keys.generate();
        return make(
                keys, name, builder -> builder.authority().extension(Succession.extension(before, keys.getPublic())));
    }

    private Identity make(KeyPair keys, String name, Profile profile) {
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
