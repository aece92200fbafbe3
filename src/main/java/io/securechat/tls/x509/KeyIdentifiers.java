package io.securechat.tls.x509;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/**
 * Key identifiers in certificates (RFC 5280 §4.2.1.1, §4.2.1.2), which speed up path building: null if there is none, or none in DER.
 * Nothing else of a certificate that is not trusted yet is parsed.
 */
public final class KeyIdentifiers {
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int KEY_IDENTIFIER = 0x80;

    private KeyIdentifiers() {}

    /** Returns the authority key identifier. */
    public static byte @Nullable [] ofIssuer(X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId());
        return content(content(content(value, OCTET_STRING), SEQUENCE), KEY_IDENTIFIER);
    }

    /** Returns the subject key identifier. */
    public static byte @Nullable [] ofSubject(X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        return content(content(value, OCTET_STRING), OCTET_STRING);
    }

    /** Returns the content of the first element if it has this tag and less than 64 KB. */
    private static byte @Nullable [] content(byte @Nullable [] der, int tag) {
        if (der == null || der.length < 2 || (der[0] & 0xff) != tag) {
            return null;
        }
        int length = der[1] & 0xff;
        int begin = 2;
        if (length == 0x81 && der.length > 2) {
            length = der[2] & 0xff;
            begin = 3;
        } else if (length == 0x82 && der.length > 3) {
            length = (der[2] & 0xff) << 8 | (der[3] & 0xff);
            begin = 4;
        } else if (length >= 0x80) {
            return null;
        }
        return begin + length <= der.length ? Arrays.copyOfRange(der, begin, begin + length) : null;
    }
}
