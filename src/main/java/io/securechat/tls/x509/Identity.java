package io.securechat.tls.x509;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate with its private key and the certificates of its issuers.
 *
 * @param chain the certificate first, then the intermediate CAs' towards its trusted CA
 * @param key the private key of the first certificate, EC or RSA
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

    /** @throws IllegalArgumentException if there is no certificate, or the key is not the first certificate's */
    public Identity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity needs a certificate");
        }
        if (!belongTogether(chain.get(0).getPublicKey(), key)) {
            throw new IllegalArgumentException("the private key does not belong to the certificate");
        }
    }

    /** Returns the certificate that the peer receives. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Returns the certificate only: a private key is never printed. */
    @Override
    public String toString() {
        return "Identity[" + CertificateName.subject(certificate()) + "]";
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
            return false;
        }
        byte[] probe = publicKey.getEncoded();
        try {
            Signature signature = Signature.getInstance(Keys.signatureAlgorithm(privateKey));
            signature.initSign(privateKey);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
