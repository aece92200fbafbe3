package io.securechat.tls.pem;

import io.securechat.Problem;
import io.securechat.tls.x509.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A key and its certificates in one encrypted file (PKCS#12, RFC 7292), as mobile phones import it. */
public final class Pkcs12 {
    private static final Pattern ASCII = Pattern.compile("[\\x20-\\x7e]+");

    private Pkcs12() {}

    /**
     * Returns the file of an identity, readable by its owner only.
     *
     * @param name shown by the importing program
     * @param authorities CAs to trust: those of the identity complete its chain
     * @param passphrase encrypts the file
     * @throws Problem if the passphrase is empty or not ASCII, which programs encode differently
     */
    public static PemFile file(
            Path path, String name, Identity identity, List<X509Certificate> authorities, char[] passphrase) {
        if (!ASCII.matcher(CharBuffer.wrap(passphrase)).matches()) {
            throw new Problem(
                    "the passphrase of a .p12 file must have at least one character, and only ASCII characters",
                    "choose another passphrase of letters, digits and punctuation of an English keyboard");
        }
        List<X509Certificate> chain = chain(identity, authorities);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(name, identity.key(), passphrase, chain.toArray(Certificate[]::new));
            for (X509Certificate authority : authorities) {
                if (!chain.contains(authority)) {
                    store.setCertificateEntry(
                            authority.getSubjectX500Principal().getName() + " " + authority.getSerialNumber(),
                            authority);
                }
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store.store(content, passphrase);
            return new PemFile(path, content.toByteArray(), true);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot create a PKCS#12 file", e);
        }
    }

    /** Returns a chain in which each certificate is followed by its issuer, as a key's entry requires. */
    private static List<X509Certificate> chain(Identity identity, List<X509Certificate> authorities) {
        List<X509Certificate> chain = new ArrayList<>(identity.chain());
        for (X509Certificate authority : authorities) {
            X509Certificate last = chain.get(chain.size() - 1);
            if (!chain.contains(authority) && isIssued(last, authority)) {
                chain.add(authority);
            }
        }
        return chain;
    }

    private static boolean isIssued(X509Certificate certificate, X509Certificate authority) {
        if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
