package io.securechat.tls.authority;

import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.KeySigner;
import io.securechat.tls.x509.Keys;
import io.securechat.tls.x509.X509Encoding;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jspecify.annotations.Nullable;

/** Builds certificates (RFC 5280): serial number, extensions and signature. */
public final class CertificateBuilder {
    private static final int SERIAL_BITS = 159;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name subject;
    private final PublicKey key;
    private final Instant begin;
    private final Instant end;
    private final List<Extension> extensions = new ArrayList<>();
    private byte[] keyIdentifier;

    public CertificateBuilder(X500Name subject, PublicKey key, Instant begin, Instant end) {
        this.subject = subject;
        this.key = key;
        this.begin = begin;
        this.end = end;
        this.keyIdentifier = Keys.identifier(key);
    }

    /** Adds the extensions of a CA that issues to users and servers, but not to other CAs. */
    CertificateBuilder authority() {
        add(Extension.basicConstraints, true, new BasicConstraints(0));
        return add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    /** Adds the extensions of a TLS server or client. */
    public CertificateBuilder leaf(KeyPurpose purpose, List<GeneralName> hosts) {
        KeyPurposeId usage = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.oid()));
        add(Extension.basicConstraints, true, new BasicConstraints(false));
        add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usage));
        return hosts.isEmpty()
                ? this
                : add(Extension.subjectAlternativeName, false, new GeneralNames(hosts.toArray(GeneralName[]::new)));
    }

    /** Adds a further extension, if there is one. */
    CertificateBuilder extension(@Nullable Extension extension) {
        if (extension != null) {
            extensions.add(extension);
        }
        return this;
    }

    /** Sets the key identifier that other certificates use already. */
    CertificateBuilder keyIdentifier(byte[] identifier) {
        keyIdentifier = identifier.clone();
        return this;
    }

    public X509Certificate signBySelf(PrivateKey privateKey) {
        return sign(subject, keyIdentifier, privateKey);
    }

    X509Certificate signBy(Identity ca) {
        X509Certificate issuer = ca.certificate();
        return sign(CertificateName.distinguishedName(issuer), Keys.identifier(issuer), ca.key());
    }

    private X509Certificate sign(X500Name issuer, byte[] issuerKeyIdentifier, PrivateKey issuerKey) {
        add(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier));
        add(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKeyIdentifier));
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer, newSerial(), Date.from(begin), Date.from(end), subject, Keys.info(key));
        try {
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            byte[] encoded = builder.build(new KeySigner(issuerKey)).getEncoded();
            return X509Encoding.certificate(encoded);
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("cannot build a certificate", e);
        }
    }

    private CertificateBuilder add(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            extensions.add(Extension.create(oid, critical, value));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns 158 random bits below a fixed one: positive, and at most the 20 octets of RFC 5280 §4.1.2.2. */
    private static BigInteger newSerial() {
        return new BigInteger(SERIAL_BITS - 1, RANDOM).setBit(SERIAL_BITS - 1);
    }
}
