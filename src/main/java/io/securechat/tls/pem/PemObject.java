package io.securechat.tls.pem;

import io.securechat.SafeText;
import java.util.Locale;
import java.util.Map;

/** The content between a BEGIN and an END line of a PEM file, or a whole DER file. */
public final class PemObject {
    public static final String CERTIFICATE = "CERTIFICATE";
    public static final String TRUSTED_CERTIFICATE = "TRUSTED CERTIFICATE";
    public static final String CRL = "X509 CRL";
    public static final String REQUEST = "CERTIFICATE REQUEST";
    static final String PKCS7 = "PKCS7";
    static final String PKCS12 = "PKCS12";

    /** Synonymous labels in RFC 7468 §5.1, §6 and §7, and in OpenSSL. */
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
     * @param label as in the file
     * @param hasHeaders whether it has RFC 1421 headers, as encrypted keys of older programs do
     * @param line the number of the BEGIN line, from 1; 0 in a DER file
     */
    PemObject(String label, byte[] content, boolean hasHeaders, int line) {
        this.label = label;
        this.content = content;
        this.hasHeaders = hasHeaders;
        this.line = line;
    }

    /** Returns the label, or the usual one of its synonyms. */
    public String type() {
        return SYNONYMS.getOrDefault(label, label);
    }

    public byte[] content() {
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

    /** Returns whether it is the parameters that {@code openssl ecparam} writes before a key, and again in the key. */
    boolean isParameters() {
        return label.endsWith("PARAMETERS");
    }

    /** Returns the label in words, safe to print. */
    public String name() {
        String word = label.equals(PKCS12) ? "PKCS#12 store" : label.toLowerCase(Locale.ROOT);
        return SafeText.of(word);
    }

    /** Returns its place in the file, such as {@code " (line 7)"}; empty for a DER file. */
    String place() {
        return line == 0 ? "" : " (line " + line + ")";
    }
}
