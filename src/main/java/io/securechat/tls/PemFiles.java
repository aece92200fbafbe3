package io.securechat.tls;

import io.securechat.InputFile;
import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Certificates, keys and revocation lists from and to PEM files (RFC 7468); DER files are read as well. A file is read
 * completely or refused: what is damaged, or not expected where it stands, is named in a {@link Problem}, never skipped.
 */
public final class PemFiles {
    /** Bytes of a file of certificates; the bundles of operating systems have a quarter of a million. */
    static final int MAX_CERTIFICATES = 16 << 20;

    /** Bytes of a revocation list, or of the log of a CA. */
    static final int MAX_LIST = 64 << 20;

    private PemFiles() {}

    /**
     * Reads who we are. Certificate and key may stand in the same file.
     *
     * @param passphrase asked only when the key is encrypted; the array is wiped after use, an empty one means none
     * @throws Problem when a file is missing, unreadable or not what it should be, when others than its owner may read or
     *     change the key's file, when the passphrase is wrong, or key and certificate do not belong together
     */
    public static Identity readIdentity(Path certificate, Path key, Supplier<char[]> passphrase) {
        List<X509Certificate> chain = readChain(certificate);
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
        List<PemObject> keys =
                select(file, InputFile.TEXT, PemObject::isPrivateKey, PemFiles::isIdentity, PemExpectation.KEY);
        if (keys.size() > 1) {
            throw new Problem(
                    file + " holds " + keys.size() + " private keys, and only one can be used",
                    "put the right one into a file of its own, and name that with --key FILE");
        }
        refuseSharedKey(file);
        return PemKeys.decode(keys.get(0), file, passphrase);
    }

    /**
     * Reads the certificates of a file in which the key of the first one may stand as well.
     *
     * @return at least one, in their order
     * @throws Problem when there is none, there is anything else, or the file cannot be read
     */
    public static List<X509Certificate> readChain(Path file) {
        return certificates(file, PemFiles::isIdentity);
    }

    /**
     * Reads the certificates of a file in which nothing else may stand.
     *
     * @return at least one, in their order
     * @throws Problem when there is none, there is anything else, or the file cannot be read
     */
    public static List<X509Certificate> readCertificates(Path file) {
        return certificates(file, PemObject::isCertificate);
    }

    private static List<X509Certificate> certificates(Path file, Predicate<PemObject> expected) {
        return select(file, MAX_CERTIFICATES, PemObject::isCertificate, expected, PemExpectation.CERTIFICATE).stream()
                .map(object -> PemX509.certificate(object, file))
                .toList();
    }

    /**
     * Reads all revocation lists of a file, at least one.
     *
     * @throws Problem when there is none, there is anything else, or the file cannot be read
     */
    public static List<X509CRL> readCrls(Path file) {
        Predicate<PemObject> list = object -> object.type().equals(PemObject.CRL);
        return select(file, MAX_LIST, list, list, PemExpectation.CRL).stream()
                .map(object -> PemX509.crl(object, file))
                .toList();
    }

    /**
     * Writes all of the files, or none when anything goes wrong: what was there before is then there again. Keys are
     * readable by their owner only from the first byte on.
     *
     * @param overwrite whether files that exist are replaced
     * @throws Problem when one exists and {@code overwrite} is false, or one cannot be written
     */
    public static void write(List<PemFile> files, boolean overwrite) {
        files.stream().map(file -> Leftovers.directory(file.path())).distinct().forEach(PemFiles::settle);
        new FileSet(files).write(overwrite);
    }

    /** Completes or removes what killed processes have left in a directory; in that of a CA, only the CA does so. */
    public static void settle(Path directory) {
        if (!Leftovers.needLock(directory)) {
            try {
                Leftovers.settle(directory);
            } catch (IOException e) {
                // Writing there fails for the same reason, and says why.
            }
        }
    }

    /** Certificates with their key, and what openssl writes in front of that. */
    private static boolean isIdentity(PemObject object) {
        return object.isCertificate() || object.isPrivateKey() || object.isParameters();
    }

    static List<PemObject> select(
            Path file,
            int limit,
            Predicate<PemObject> wanted,
            Predicate<PemObject> expected,
            PemExpectation expectation) {
        List<PemObject> objects = read(file, limit);
        List<PemObject> selected = objects.stream().filter(wanted).toList();
        if (selected.isEmpty()) {
            throw expectation.missing(objects, file);
        }
        objects.stream().filter(expected.negate()).findFirst().ifPresent(stray -> {
            throw expectation.stray(stray, file);
        });
        return selected;
    }

    /**
     * Everything in a file, at least one object.
     *
     * @param limit the most bytes that the file may have
     */
    static List<PemObject> read(Path file, int limit) {
        byte[] content = bytes(file, limit);
        String label = Der.label(content);
        if (label != null) {
            return List.of(new PemObject(label, content, false, 0));
        }
        InputFile.refuseUtf16(content, file);
        List<PemObject> objects = PemText.parse(new String(content, StandardCharsets.ISO_8859_1), file);
        if (objects.isEmpty()) {
            throw noPem(content, file);
        }
        return objects;
    }

    private static Problem noPem(byte[] content, Path file) {
        if (content.length == 0) {
            return new Problem(file + " is not a PEM file: it is empty", "get a fresh copy of the file");
        }
        int length = Der.length(content);
        if (length > 0 && Der.label(Arrays.copyOf(content, length)) != null) {
            return new Problem(
                    file + " is damaged: after its DER object there are " + (content.length - length) + " more bytes",
                    "get a fresh copy of the file; several objects in one file must be in PEM form");
        }
        boolean binary = content[0] == 0x30;
        return new Problem(
                file + " is not a PEM file: " + (binary ? "it is damaged" : "it has no line -----BEGIN …-----"),
                "check that it is the right file; a certificate in another form is converted by: openssl x509 -in "
                        + Shell.word(file) + " -out NEW.crt");
    }

    /** @param limit the most bytes that the file may have */
    static String text(Path file, int limit) {
        try {
            return InputFile.text(file, limit);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] bytes(Path file, int limit) {
        try {
            return InputFile.bytes(file, limit);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Problem unreadable(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? new Problem(
                        "there is no file " + file,
                        "check its name, or make certificates and keys: " + Problem.command("gencert")
                                + " (--force where some are there), or with a CA: "
                                + Problem.command("gencert --help"),
                        e)
                : new Problem("cannot read " + file + ": " + reason(e), "check the file and its permissions", e);
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
                        "the private key " + key + " is open to other users of this machine",
                        "chmod 600 " + Shell.word(key));
            }
        } catch (IOException e) {
            throw new Problem("cannot read the permissions of " + key + ": " + reason(e), "check the file", e);
        }
    }
}
