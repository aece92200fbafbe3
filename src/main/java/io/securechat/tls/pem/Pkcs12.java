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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A key and its certificates in one encrypted file (PKCS#12, RFC 7292), as mobile phones import it. */
public final class Pkcs12 {
    private static final Pattern ASCII = Pattern.compile("[\\x20-\\x7e]+");

    private Pkcs12() {}

    /**
     * Returns the file of an identity, readable by its owner only.
     *
     * @param name shown by the importing program
     * @param authorities the identity's CAs that are not in its chain
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
        Certificate[] chain = Stream.concat(identity.chain().stream(), authorities.stream())
                .distinct()
                .toArray(Certificate[]::new);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(name, identity.key(), passphrase, chain);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store.store(content, passphrase);
            return new PemFile(path, content.toByteArray(), true);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot create a PKCS#12 file", e);
        }
    }
}
