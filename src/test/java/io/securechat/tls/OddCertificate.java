package io.securechat.tls;

import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.Keys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A builder of faulty certificates, which our CA would not issue. */
public final class OddCertificate {
    /** A certificate, possibly malformed, and its key. */
    static final class Made {
        private final X500Name subject;
        private final byte[] encoded;
        private final KeyPair keys;

        Made(X500Name subject, byte[] encoded, KeyPair keys) {
            this.subject = subject;
            this.encoded = encoded.clone();
            this.keys = keys;
        }

        X500Name subject() {
            return subject;
        }

        byte[] encoded() {
            return encoded.clone();
        }

        KeyPair keys() {
            return keys;
        }

        X509Certificate certificate() {
            try {
                return (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Adds certificates to the chain. */
        Identity with(Made... others) {
            List<X509Certificate> chain = Stream.concat(Stream.of(this), Stream.of(others))
                    .map(Made::certificate)
                    .toList();
            return new Identity(chain, keys.getPrivate());
        }
    }

    private final X500Name subject;
    private final List<Extension> extensions = new ArrayList<>();
    private KeyPair keys = ec("secp256r1");
    private @Nullable Made issuer;
    private String algorithm = "";
    private BigInteger serial = BigInteger.TWO;
    private Instant end = Instant.now().plus(Duration.ofHours(12));

    OddCertificate(String subject) {
        this(new X500Name(subject));
    }

    OddCertificate(X500Name subject) {
        this.subject = subject;
    }

    OddCertificate by(Made issuer) {
        this.issuer = issuer;
        return this;
    }

    OddCertificate keys(KeyPair keys) {
        this.keys = keys;
        return this;
    }

    /** @param algorithm such as {@code SHA1withECDSA} */
    OddCertificate signed(String algorithm) {
        this.algorithm = algorithm;
        return this;
    }

    OddCertificate serial(long serial) {
        this.serial = BigInteger.valueOf(serial);
        return this;
    }

    OddCertificate expired() {
        end = Instant.now().minus(Duration.ofHours(1));
        return this;
    }

    OddCertificate with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            extensions.add(new Extension(oid, critical, value.toASN1Primitive().getEncoded()));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    OddCertificate authority() {
        return authority(new BasicConstraints(true), KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    OddCertificate authority(BasicConstraints constraints, int usages) {
        return with(Extension.basicConstraints, true, constraints).with(Extension.keyUsage, true, new KeyUsage(usages));
    }

    Made make() {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuerName(), serial, begin(), Date.from(end), subject, Keys.info(keys.getPublic()));
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            return new Made(subject, builder.build(signer()).getEncoded(), keys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Omits all extensions, like {@code openssl x509 -req}. */
    Made makeVersion1() {
        try {
            byte[] encoded = new X509v1CertificateBuilder(
                            issuerName(), serial, begin(), Date.from(end), subject, Keys.info(keys.getPublic()))
                    .build(signer())
                    .getEncoded();
            return new Made(subject, encoded, keys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Repeats each of its extensions. */
    Made makeWithEverythingTwice() {
        try {
            Certificate good = Certificate.getInstance(make().encoded());
            ASN1EncodableVector tbs = new ASN1EncodableVector();
            for (ASN1Encodable field : (ASN1Sequence) good.getTBSCertificate().toASN1Primitive()) {
                if (field instanceof ASN1TaggedObject tagged && tagged.getTagNo() == 3) {
                    ASN1EncodableVector twice = new ASN1EncodableVector();
                    for (int i = 0; i < 2; i++) {
                        for (ASN1Encodable extension : (ASN1Sequence) tagged.getExplicitBaseObject()) {
                            twice.add(extension);
                        }
                    }
                    tbs.add(new DERTaggedObject(true, 3, new DERSequence(twice)));
                } else {
                    tbs.add(field);
                }
            }
            DERSequence content = new DERSequence(tbs);
            ContentSigner signer = signer();
            signer.getOutputStream().write(content.getEncoded());
            ASN1EncodableVector all = new ASN1EncodableVector();
            all.add(content);
            all.add(good.getSignatureAlgorithm());
            all.add(new DERBitString(signer.getSignature()));
            return new Made(subject, new DERSequence(all).getEncoded(), keys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair rsa(int bits, BigInteger exponent) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, exponent));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X500Name issuerName() {
        return issuer == null ? subject : issuer.subject();
    }

    private static Date begin() {
        return Date.from(Instant.now().minus(Duration.ofDays(2)));
    }

    private ContentSigner signer() {
        PrivateKey key = issuer == null ? keys.getPrivate() : issuer.keys().getPrivate();
        String usual = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
        try {
            JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm.isEmpty() ? usual : algorithm);
            if (algorithm.endsWith("MGF1")) {
                builder.setProvider(new BouncyCastleProvider());
            }
            return builder.build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
