package io.securechat.tls.x509;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Purposes of a certificate in TLS: its extended key usage (RFC 5280 §4.2.1.12). */
public enum KeyPurpose {
    SERVER("1.3.6.1.5.5.7.3.1", "a server"),
    CLIENT("1.3.6.1.5.5.7.3.2", "a client");

    private static final String ANY = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;

    private final String oid;
    private final String holder;

    KeyPurpose(String oid, String holder) {
        this.oid = oid;
        this.holder = holder;
    }

    public String oid() {
        return oid;
    }

    /** Returns the holder of such a certificate, such as {@code a server}. */
    public String holder() {
        return holder;
    }

    /** Returns the purposes that a certificate allows. */
    public static List<KeyPurpose> of(X509Certificate certificate) throws CertificateParsingException {
        List<KeyPurpose> purposes = new ArrayList<>();
        for (KeyPurpose purpose : values()) {
            if (purpose.allowedBy(certificate)) {
                purposes.add(purpose);
            }
        }
        return purposes;
    }

    /** Returns whether a CA may issue certificates for this purpose: its own extended key usage limits those below it. */
    public boolean mayBeIssuedBy(X509Certificate authority) throws CertificateParsingException {
        return isNamedBy(authority);
    }

    /** Returns whether a certificate allows this purpose; one without key usage extensions allows all. */
    public boolean allowedBy(X509Certificate certificate) throws CertificateParsingException {
        boolean[] keyUsage = certificate.getKeyUsage();
        return isNamedBy(certificate) && (keyUsage == null || keyUsage[DIGITAL_SIGNATURE]);
    }

    private boolean isNamedBy(X509Certificate certificate) throws CertificateParsingException {
        List<String> usages = certificate.getExtendedKeyUsage();
        return usages == null || usages.contains(oid) || usages.contains(ANY);
    }
}
