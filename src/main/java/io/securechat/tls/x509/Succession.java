package io.securechat.tls.x509;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/**
 * The succession of CAs: a CA's certificate may contain its predecessor's certificate, and the predecessor's signature of the new
 * key. Names stay with their holders, because all CAs of a succession are identified by the key of the first one. The extension is
 * private (an OID below 2.25, ITU-T X.667) and not critical.
 */
public final class Succession {
    /** Each of its numbers fits into 64 bits: GnuTLS reads no certificate with a longer one. */
    private static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("2.25.671293405718243847");

    private static final byte[] PURPOSE = "securechat CA succession\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_PREDECESSORS = 16;

    private Succession() {}

    /** Returns the extension for the certificate of the CA that succeeds another one. */
    public static Extension extension(Identity before, PublicKey key) {
        KeySigner signer = new KeySigner(before.key());
        try {
            signer.getOutputStream().write(PURPOSE);
            signer.getOutputStream().write(key.getEncoded());
            return Extension.create(OID, false, new DERSequence(new DEROctetString[] {
                new DEROctetString(X509Encoding.encode(before.certificate())), new DEROctetString(signer.getSignature())
            }));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the extension of a certificate; null if it has none. */
    public static @Nullable Extension extension(X509Certificate authority) {
        byte[] value = authority.getExtensionValue(OID.getId());
        return value == null ? null : new Extension(OID, false, ASN1OctetString.getInstance(value));
    }

    /** Returns the key of the first CA of a succession: the CA's own if it succeeds none. */
    static PublicKey origin(X509Certificate authority) {
        X509Certificate first = authority;
        for (int i = 0; i < MOST_PREDECESSORS; i++) {
            X509Certificate before = predecessor(first);
            if (before == null) {
                break;
            }
            first = before;
        }
        return first.getPublicKey();
    }

    /** Returns the predecessor; null if there is none, or it has not signed the key. */
    private static @Nullable X509Certificate predecessor(X509Certificate authority) {
        Extension extension = extension(authority);
        if (extension == null) {
            return null;
        }
        try {
            ASN1Sequence parts = ASN1Sequence.getInstance(extension.getParsedValue());
            X509Certificate before = X509Encoding.certificate(
                    ASN1OctetString.getInstance(parts.getObjectAt(0)).getOctets());
            Signature signature = Signature.getInstance(Keys.signatureAlgorithm(before.getPublicKey()));
            signature.initVerify(before.getPublicKey());
            signature.update(PURPOSE);
            signature.update(authority.getPublicKey().getEncoded());
            return signature.verify(
                            ASN1OctetString.getInstance(parts.getObjectAt(1)).getOctets())
                    ? before
                    : null;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | GeneralSecurityException e) {
            return null;
        }
    }
}
