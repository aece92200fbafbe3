package io.securechat.tls;

import io.securechat.SafeText;
import java.util.Locale;
import java.util.Map;

/** What stands between a BEGIN and an END line of a PEM file, or the whole of a DER file. */
final class PemObject {
    static final String CERTIFICATE = "CERTIFICATE";
    static final String TRUSTED_CERTIFICATE = "TRUSTED CERTIFICATE";
    static final String CRL = "X509 CRL";
    static final String REQUEST = "CERTIFICATE REQUEST";
    static final String PKCS7 = "PKCS7";
    static final String PKCS12 = "PKCS12";

    /** Other labels for the same things, of RFC 7468 §5.1, §6 and §7, and of OpenSSL. */
    private static final Map<String, String> SYNONYMS = Map.of(
            "X509 CERTIFICATE", CERTIFICATE,
            "X.509 CERTIFICATE", CERTIFICATE,
            "CRL", CRL,
            "NEW CERTIFICATE REQUEST", REQUEST,
            "PKCS #7 SIGNED DATA", PKCS7,
            "CMS", PKCS7);

    private final String label;
    private final byte[] content;
    private final boolean hasHeaders;
    private final int line;

    /**
     * @param label as it stands in the file
     * @param hasHeaders whether there are RFC 1421 headers, which encrypted keys of older programs have
     * @param line the number of the BEGIN line, from 1; 0 in a DER file
     */
    PemObject(String label, byte[] content, boolean hasHeaders, int line) {
        this.label = label;
        this.content = content;
        this.hasHeaders = hasHeaders;
        this.line = line;
    }

    /** What it is: the label, or the usual one of several that mean the same. */
    String type() {
        return SYNONYMS.getOrDefault(label, label);
    }

    byte[] content() {
        return content;
    }

    boolean hasHeaders() {
        return hasHeaders;
    }

    boolean isCertificate() {
        return type().equals(CERTIFICATE) || type().equals(TRUSTED_CERTIFICATE);
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** Whether it is the parameters that {@code openssl ecparam} puts in front of a key, which the key repeats. */
    boolean isParameters() {
        return label.endsWith("PARAMETERS");
    }

    /** The label in words, safe to print. */
    String name() {
        String word = label.equals(PKCS12) ? "PKCS#12 store" : label.toLowerCase(Locale.ROOT);
        return SafeText.of(word);
    }

    /** Where it is in its file, in parentheses after a space; nothing in a DER file. */
    String place() {
        return line == 0 ? "" : " (line " + line + ")";
    }
}
