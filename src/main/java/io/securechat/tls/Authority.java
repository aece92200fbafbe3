package io.securechat.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** Makes keys (P-256) and certificates that sign themselves. */
public final class Authority {
    /** Clocks differ: a new certificate is valid since an hour ago. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 159;

    private final Clock clock;
    private final Duration validity;
    private final SecureRandom random = new SecureRandom();

    /** @param validity how long its certificates are valid, from an hour ago */
    public Authority(Clock clock, Duration validity) {
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
        List<GeneralName> names =
                hosts.stream().map(HostNames::generalName).distinct().toList();
        return selfSigned("securechat server", Purpose.SERVER, names);
    }

    /** A client's identity that carries no name of a person, so that many may share it. */
    public Identity client() {
        return selfSigned("securechat client", Purpose.CLIENT, List.of());
    }

    private Identity selfSigned(String commonName, Purpose purpose, List<GeneralName> hosts) {
        try {
            KeyPair keys = newKeyPair();
            X500Name subject =
                    new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
            Instant begin = clock.instant().minus(BACKDATED);
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    subject,
                    newSerial(),
                    Date.from(begin),
                    Date.from(begin.plus(validity)),
                    subject,
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            byte[] keyId = keyId(keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, usage(purpose));
            builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId));
            builder.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyId));
            if (!hosts.isEmpty()) {
                GeneralNames names = new GeneralNames(hosts.toArray(GeneralName[]::new));
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            byte[] encoded = builder.build(new KeySigner(keys.getPrivate())).getEncoded();
            return new Identity(List.of(certificate(encoded)), keys.getPrivate());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /** 158 random bits below a fixed one: positive, never zero, and at most the 20 octets of RFC 5280 §4.1.2.2. */
    private BigInteger newSerial() {
        return new BigInteger(SERIAL_BITS - 1, random).setBit(SERIAL_BITS - 1);
    }

    private static ExtendedKeyUsage usage(Purpose purpose) {
        return new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.oid())));
    }

    /** Method 1 of RFC 5280 §4.2.1.2. */
    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        byte[] bits = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getPublicKeyData()
                .getBytes();
        return MessageDigest.getInstance("SHA-1").digest(bits);
    }

    private static X509Certificate certificate(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
