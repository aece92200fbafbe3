package io.securechat.tls;

import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.HostNames;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeySigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of all kinds for tests, good and bad: {@code ca("lab").issue("ada").forClient().make()}. By default
 * they are valid for a day around now, and self-signed.
 */
public final class TestCertificates {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final X500Name subject;
    private final @Nullable Identity issuer;
    private final List<Extension> extensions = new ArrayList<>();
    private Instant begin = Instant.now().minus(Duration.ofHours(12));
    private Instant end = Instant.now().plus(Duration.ofHours(12));

    private TestCertificates(X500Name subject, @Nullable Identity issuer) {
        this.subject = subject;
        this.issuer = issuer;
    }

    /** Starts a self-signed certificate with this CN. */
    public static TestCertificates selfSigned(String name) {
        return new TestCertificates(cn(name), null);
    }

    /** Starts a certificate with this CN from a CA. */
    public static TestCertificates issuedBy(Identity ca, String name) {
        return issuedBy(ca, cn(name));
    }

    public static TestCertificates issuedBy(Identity ca, X500Name subject) {
        return new TestCertificates(subject, ca);
    }

    /** Returns a CA that is valid longer than its certificates. */
    public static Identity ca(String name) {
        Instant now = Instant.now();
        return selfSigned(name)
                .authority()
                .valid(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)))
                .make();
    }

    /** Returns the identity of a server on this machine. */
    public static Identity server(Identity ca) {
        return issuedBy(ca, "server")
                .forServer()
                .hosts("localhost", "127.0.0.1")
                .make();
    }

    /** Returns the identity of a user. */
    public static Identity client(Identity ca, String name) {
        return issuedBy(ca, name).forClient().make();
    }

    public TestCertificates authority() {
        return authority(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    /**
     * Makes the certificate a CA's.
     *
     * @param usages bits of {@link KeyUsage}
     */
    public TestCertificates authority(int usages) {
        with(Extension.basicConstraints, true, new BasicConstraints(true));
        return with(Extension.keyUsage, true, new KeyUsage(usages));
    }

    /** Sets CA:TRUE without a key usage, like {@code openssl req -x509}. */
    public TestCertificates authorityWithoutKeyUsage() {
        return with(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    public TestCertificates forServer() {
        return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    }

    public TestCertificates forClient() {
        return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    }

    public TestCertificates hosts(String... hosts) {
        GeneralName[] names = Stream.of(hosts).map(HostNames::generalName).toArray(GeneralName[]::new);
        return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }

    public TestCertificates valid(Instant from, Instant until) {
        begin = from;
        end = until;
        return this;
    }

    public TestCertificates expired() {
        return valid(Instant.now().minus(Duration.ofDays(2)), Instant.now().minus(Duration.ofDays(1)));
    }

    public TestCertificates notYetValid() {
        return valid(Instant.now().plus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(2)));
    }

    /** Issues it with a new P-256 key; the chain ends before the self-signed CA. */
    public Identity make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return make(generator.generateKeyPair());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Issues it for an existing key, which may be of another type if a CA signs. */
    public Identity make(KeyPair keys) throws GeneralSecurityException, IOException {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer == null ? subject : subject(issuer),
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(begin),
                Date.from(end),
                subject,
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        for (Extension extension : extensions) {
            builder.addExtension(extension);
        }
        KeySigner signer = new KeySigner(issuer == null ? keys.getPrivate() : issuer.key());
        List<X509Certificate> chain = new ArrayList<>();
        chain.add((X509Certificate) parser().generateCertificate(
                        new ByteArrayInputStream(builder.build(signer).getEncoded())));
        if (issuer != null) {
            issuer.chain().stream()
                    .filter(c -> !c.getSubjectX500Principal().equals(c.getIssuerX500Principal()))
                    .forEach(chain::add);
        }
        return new Identity(chain, keys.getPrivate());
    }

    /** Returns a revocation list of a CA, issued now, without a number. */
    public static X509CRL crl(Identity ca, X509Certificate... revoked) {
        return crl(ca, 0, Instant.now(), revoked);
    }

    /**
     * Returns a revocation list of a CA.
     *
     * @param number 0 for none
     */
    public static X509CRL crl(Identity ca, long number, Instant now, X509Certificate... revoked) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(subject(ca), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
        for (X509Certificate certificate : revoked) {
            builder.addCRLEntry(certificate.getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
        }
        try {
            if (number > 0) {
                builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            }
            byte[] encoded = builder.build(new KeySigner(ca.key())).getEncoded();
            return (X509CRL) parser().generateCRL(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes {@code name.crt} and {@code name.key}. */
    public static void write(Path directory, String name, Identity identity) {
        PemFiles.write(PemFile.of(directory.resolve(name + ".crt"), directory.resolve(name + ".key"), identity), false);
    }

    private TestCertificates with(
            org.bouncycastle.asn1.ASN1ObjectIdentifier oid, boolean critical, org.bouncycastle.asn1.ASN1Object value) {
        try {
            extensions.add(new Extension(oid, critical, value.getEncoded()));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X500Name subject(Identity identity) {
        return X500Name.getInstance(
                identity.certificate().getSubjectX500Principal().getEncoded());
    }

    private static X500Name cn(String name) {
        return new X500Name("CN=" + name);
    }

    private static CertificateFactory parser() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }
}
