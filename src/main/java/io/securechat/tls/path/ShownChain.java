package io.securechat.tls.path;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.SafeText;
import io.securechat.Sha256;
import io.securechat.tls.x509.X509Encoding;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** The certificates that a peer sends, bounded and parsed, but not verified yet. */
public final class ShownChain {
    /** The JDK accepts the same number from a client. */
    public static final int MAX_CERTIFICATES = 8;

    /** Limit for all certificates together; a chain of two with RSA keys has about 4 KB. */
    public static final int MAX_BYTES = 32_768;

    private ShownChain() {}

    /**
     * Parses a chain.
     *
     * @throws OpenSslCertificateException if it is empty or too long, or a certificate cannot be parsed
     */
    static List<X509Certificate> parse(X509Certificate[] shown) throws OpenSslCertificateException {
        if (shown.length == 0) {
            throw CertificateFault.REJECTED.because("the peer sent no certificate");
        }
        if (shown.length > MAX_CERTIFICATES) {
            throw CertificateFault.REJECTED.because("the chain has " + shown.length + " certificates, more than "
                    + MAX_CERTIFICATES + "; only the client's certificate and its intermediate CAs' are needed");
        }
        List<byte[]> encodings = new ArrayList<>();
        int bytes = 0;
        for (X509Certificate certificate : shown) {
            byte[] encoded = encoded(certificate);
            bytes += encoded.length;
            encodings.add(encoded);
        }
        if (bytes > MAX_BYTES) {
            throw CertificateFault.REJECTED.because("the chain has " + bytes + " bytes, more than " + MAX_BYTES);
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (byte[] encoded : encodings) {
            chain.add(parse(encoded));
        }
        return chain;
    }

    private static X509Certificate parse(byte[] encoded) throws OpenSslCertificateException {
        try {
            X509Certificate certificate = X509Encoding.certificate(encoded);
            certificate.getPublicKey(); // some keys are parsed only on access
            return certificate;
        } catch (CertificateException | RuntimeException e) {
            throw CertificateFault.REJECTED.because("the certificate sha256:" + Sha256.hex(encoded)
                    + " is damaged or violates RFC 5280: " + SafeText.of(String.valueOf(e.getMessage())));
        }
    }

    private static byte[] encoded(X509Certificate certificate) throws OpenSslCertificateException {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw CertificateFault.REJECTED.because("a certificate of the chain cannot be read");
        }
    }
}
