package io.securechat.tls.x509;

import java.io.ByteArrayInputStream;
import java.security.cert.CRLException;
import java.security.cert.CertPath;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/** DER encodings of certificates and revocation lists, decoded and encoded by the JDK. */
public final class X509Encoding {
    private X509Encoding() {}

    /**
     * Decodes a certificate.
     *
     * @throws CertificateException if the bytes do not begin with a certificate; trailing bytes are ignored
     */
    public static X509Certificate certificate(byte[] encoded) throws CertificateException {
        return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(encoded));
    }

    /**
     * Decodes a revocation list.
     *
     * @throws CRLException if the bytes do not begin with a revocation list; trailing bytes are ignored
     */
    public static X509CRL crl(byte[] encoded) throws CRLException {
        return (X509CRL) factory().generateCRL(new ByteArrayInputStream(encoded));
    }

    public static CertPath path(List<X509Certificate> certificates) {
        try {
            return factory().generateCertPath(certificates);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not a certificate path", e);
        }
    }

    public static byte[] encode(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate without an encoding", e);
        }
    }

    private static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException("every Java runtime has X.509", e);
        }
    }
}
