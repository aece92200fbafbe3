package io.securechat.tls;

import io.securechat.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Certificates, keys and revocation lists from and to PEM files (RFC 7468); it says what is wrong with a file. */
public final class PemFiles {
    private static final int LARGEST = 64 << 20;
    static final String CERTIFICATE = "CERTIFICATE";
    static final String CRL = "X509 CRL";

    private PemFiles() {}

    /**
     * Reads who we are. Certificate and key may stand in the same file.
     *
     * @param passphrase asked only when the key is encrypted; the array is wiped after use, an empty one means none
     * @throws Problem when a file is missing, unreadable or not what it should be, when others than its owner may read or
     *     change the key's file, when the passphrase is wrong, or key and certificate do not belong together
     */
    public static Identity readIdentity(Path certificate, Path key, Supplier<char[]> passphrase) {
        List<X509Certificate> chain = readCertificates(certificate);
        PrivateKey privateKey = readKey(key, passphrase);
        try {
            return new Identity(chain, privateKey);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    "the key " + key + " does not belong to the certificate " + certificate,
                    "use the key that was made with the certificate, or make both anew: "
                            + Problem.command("gencert --force"),
                    e);
        }
    }

    static PrivateKey readKey(Path file, Supplier<char[]> passphrase) {
        List<PemObject> objects = read(file);
        PemObject found = objects.stream()
                .filter(PemKeys::isPrivateKey)
                .findFirst()
                .orElseThrow(() -> new Problem(
                        file + " holds no private key but " + contents(objects),
                        "name the key's own file with --key FILE"));
        refuseSharedKey(file);
        return PemKeys.decode(found, file, passphrase);
    }

    /**
     * Reads all certificates of a file, at least one, in their order.
     *
     * @throws Problem when there is none, or the file cannot be read
     */
    public static List<X509Certificate> readCertificates(Path file) {
        return readAll(
                file,
                CERTIFICATE,
                PemFiles::certificate,
                "certificate",
                "name the certificate's own file, which usually ends in .crt");
    }

    /**
     * Reads all revocation lists of a file, at least one.
     *
     * @throws Problem when there is none, or the file cannot be read
     */
    public static List<X509CRL> readCrls(Path file) {
        return readAll(
                file,
                CRL,
                PemFiles::crl,
                "revocation list",
                "name the CA's revocation list, which usually ends in .crl");
    }

    /**
     * Reads the first signing request of a file.
     *
     * @throws Problem when there is none, or not such a one as {@link SigningRequest} describes
     */
    public static SigningRequest readSigningRequest(Path file) {
        return readAll(
                        file,
                        SigningRequest.PEM_TYPE,
                        SigningRequest::decode,
                        "signing request",
                        "name the request's own file, which usually ends in .csr")
                .get(0);
    }

    /**
     * Writes all of the files, or none when anything goes wrong: what was there before is then there again. Keys are
     * readable by their owner only from the first byte on.
     *
     * @param overwrite whether files that exist are replaced
     * @throws Problem when one exists and {@code overwrite} is false, or one cannot be written
     */
    public static void write(List<PemFile> files, boolean overwrite) {
        new FileSet(files).write(overwrite);
    }

    private static <T> List<T> readAll(Path file, String type, Decoder<T> decoder, String what, String hint) {
        List<PemObject> objects = read(file);
        List<T> found = new ArrayList<>();
        for (PemObject object : objects) {
            if (object.getType().equals(type)) {
                found.add(decoder.decode(object.getContent(), file));
            }
        }
        if (found.isEmpty()) {
            throw new Problem(file + " holds no " + what + " but " + contents(objects), hint);
        }
        return List.copyOf(found);
    }

    static X509Certificate certificate(byte[] encoded, Path file) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw damaged(file, "certificate", e);
        }
    }

    static X509CRL crl(byte[] encoded, Path file) {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw damaged(file, "revocation list", e);
        }
    }

    static Problem damaged(Path file, String what, Exception cause) {
        return new Problem(
                "the " + what + " in " + file + " is damaged or of an unknown form",
                "get a fresh copy of the file",
                cause);
    }

    /** Everything between BEGIN and END lines, at least one object. */
    static List<PemObject> read(Path file) {
        List<PemObject> objects = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(text(file, StandardCharsets.ISO_8859_1)))) {
            for (PemObject object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
                objects.add(object);
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof Problem problem) {
                throw problem;
            }
            throw damaged(file, "PEM text", e);
        }
        if (objects.isEmpty()) {
            throw new Problem(
                    file + " is not a PEM file: it has no line -----BEGIN …-----",
                    "a certificate in binary form is converted by: openssl x509 -inform der -in " + file
                            + " -out FILE");
        }
        return objects;
    }

    static String text(Path file, Charset charset) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), charset);
        } catch (NoSuchFileException e) {
            throw new Problem(
                    "there is no file " + file,
                    "check its name, or make certificates and keys: " + Problem.command("gencert")
                            + " (--force where some are there), or with a CA: "
                            + Problem.command("gencert --help"),
                    e);
        } catch (IOException e) {
            throw new Problem("cannot read " + file + ": " + reason(e), "check the file and its permissions", e);
        }
    }

    /** Why it failed, without the name of the file. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no file can be made there";
        }
        String reason = e instanceof FileSystemException inFile ? inFile.getReason() : e.getMessage();
        return SafeText.of(reason == null ? e.getClass().getSimpleName() : reason);
    }

    private static void refuseSharedKey(Path key) {
        PosixFileAttributeView view = Files.getFileAttributeView(key, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(view.readAttributes().permissions());
            others.removeAll(EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
            if (!others.isEmpty()) {
                throw new Problem(
                        "the private key " + key + " is open to other users of this machine", "chmod 600 " + key);
            }
        } catch (IOException e) {
            throw new Problem("cannot read the permissions of " + key + ": " + reason(e), "check the file", e);
        }
    }

    private static String contents(List<PemObject> objects) {
        List<String> types = objects.stream()
                .map(object -> SafeText.of(object.getType().toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
        return "a " + String.join(" and a ", types);
    }

    /** From what stands between the lines BEGIN and END; the file is named in what is said of it. */
    @FunctionalInterface
    private interface Decoder<T> {
        T decode(byte[] encoded, Path file);
    }
}
