package io.securechat.tls.pem;

import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.jspecify.annotations.Nullable;

/** DER encodings (X.690): the length of an element, and the type of a file without labels. */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    private Der() {}

    /**
     * Returns the length of the sequence at the beginning, in bytes, tag and length included.
     *
     * @return -1 if there is no sequence of definite length, or it is truncated
     */
    static int length(byte[] content) {
        if (content.length < 2 || content[0] != SEQUENCE) {
            return -1;
        }
        int first = content[1] & 0xff;
        if (first < LONG_FORM) {
            return 2 + first <= content.length ? 2 + first : -1;
        }
        int octets = first - LONG_FORM;
        if (octets == 0 || octets > 4 || content.length < 2 + octets) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | (content[2 + i] & 0xff);
        }
        long total = 2 + octets + length;
        return total <= content.length ? (int) total : -1;
    }

    /**
     * Returns the PEM label for the content of a DER file, recognised by its structure.
     *
     * @return null if there is no label for it, or bytes follow it
     */
    static @Nullable String label(byte[] content) {
        if (isIndefinitePkcs12(content)) {
            return PemObject.PKCS12;
        } else if (length(content) != content.length) {
            return null;
        }
        try {
            ASN1Sequence outer = ASN1Sequence.getInstance(content);
            return outer.size() < 2 ? null : label(outer);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return null;
        }
    }

    /** NSS writes its stores in BER. */
    private static boolean isIndefinitePkcs12(byte[] content) {
        byte[] beginning = {SEQUENCE, (byte) LONG_FORM, 2, 1, 3};
        return content.length > beginning.length
                && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
    }

    private static @Nullable String label(ASN1Sequence outer) {
        ASN1Encodable first = outer.getObjectAt(0);
        ASN1Encodable second = outer.getObjectAt(1);
        if (first instanceof ASN1Integer version) {
            return labelOfKey(version, second);
        } else if (first instanceof ASN1ObjectIdentifier) {
            return PemObject.PKCS7;
        } else if (outer.size() == 2) {
            return second instanceof ASN1OctetString
                    ? "ENCRYPTED PRIVATE KEY"
                    : second instanceof ASN1BitString ? "PUBLIC KEY" : null;
        }
        boolean signed = outer.size() == 3 && outer.getObjectAt(2) instanceof ASN1BitString;
        return signed && first instanceof ASN1Sequence body ? labelOfSigned(body) : null;
    }

    private static @Nullable String labelOfKey(ASN1Integer version, ASN1Encodable second) {
        if (second instanceof ASN1OctetString) {
            return "EC PRIVATE KEY";
        } else if (second instanceof ASN1Integer) {
            return "RSA PRIVATE KEY";
        }
        return second instanceof ASN1Sequence ? (version.hasValue(3) ? PemObject.PKCS12 : "PRIVATE KEY") : null;
    }

    private static @Nullable String labelOfSigned(ASN1Sequence body) {
        for (ASN1Encodable part : body) {
            if (part instanceof ASN1UTCTime || part instanceof ASN1GeneralizedTime) {
                return PemObject.CRL;
            }
        }
        if (body.size() < 3) {
            return null;
        } else if (body.getObjectAt(0) instanceof ASN1TaggedObject) {
            return PemObject.CERTIFICATE;
        }
        boolean request = body.getObjectAt(2) instanceof ASN1Sequence key
                && key.size() == 2
                && key.getObjectAt(1) instanceof ASN1BitString;
        return request ? PemObject.REQUEST : body.size() >= 6 ? PemObject.CERTIFICATE : null;
    }
}
