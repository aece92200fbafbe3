package io.securechat.tls.pem;

import io.securechat.FileErrors;
import io.securechat.InputFile;
import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
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
 * Reads and writes certificates, keys and revocation lists in PEM files (RFC 7468), and reads DER files. A file is read completely or
 * refused: damaged and unexpected content is named in a {@link Problem}, never skipped.
 */
public final class PemFiles {
    /** Limit in bytes of a file of certificates; the bundles of operating systems have 250 KB. */
    static final int MAX_CERTIFICATES = 16 << 20;

    /** Limit in bytes of a revocation list, or of the log of a CA. */
    public static final int MAX_LIST = 64 << 20;

    private PemFiles() {}

    /**
     * Reads an identity. Certificate and key may be in the same file.
     *
     * @param passphrase called only if the key is encrypted; the array is wiped after use, an empty one means none
     * @throws Problem if a file is missing, unreadable or of another type, if others than its owner may read or write the key's
     *     file, if the passphrase is wrong, or if the key is not the certificate's
     */
    public static Identity readIdentity(Path certificate, Path key, Supplier<char[]> passphrase) {
        List<X509Certificate> chain = readChain(certificate);
        PrivateKey privateKey = readKey(key, passphrase);
        try {
            return new Identity(chain, privateKey);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    "the key " + key + " does not belong to the certificate " + certificate,
                    "use the certificate's key, or generate both again: " + Problem.command("gencert --force"),
                    e);
        }
    }

    public static PrivateKey readKey(Path file, Supplier<char[]> passphrase) {
        List<PemObject> keys =
                select(file, InputFile.TEXT, PemObject::isPrivateKey, PemFiles::isIdentity, PemExpectation.KEY);
        if (keys.size() > 1) {
            throw new Problem(
                    file + " contains " + keys.size() + " private keys; only one can be used",
                    "move the right one to a separate file: --key FILE");
        }
        refuseSharedKey(file);
        return PemKeys.decode(keys.get(0), file, passphrase);
    }

    /**
     * Reads the certificates of a file that may also contain the key of the first one.
     *
     * @return at least one, in their order
     * @throws Problem if there is none, there is anything else, or the file cannot be read
     */
    public static List<X509Certificate> readChain(Path file) {
        return certificates(file, PemFiles::isIdentity);
    }

    /**
     * Reads the certificates of a file that contains nothing else.
     *
     * @return at least one, in their order
     * @throws Problem if there is none, there is anything else, or the file cannot be read
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
     * @throws Problem if there is none, there is anything else, or the file cannot be read
     */
    public static List<X509CRL> readCrls(Path file) {
        Predicate<PemObject> list = object -> object.type().equals(PemObject.CRL);
        return select(file, MAX_LIST, list, list, PemExpectation.CRL).stream()
                .map(object -> PemX509.crl(object, file))
                .toList();
    }

    /**
     * Writes all of the files, or none: if one cannot be written, the previous files are restored. Keys are never readable by others.
     *
     * @param overwrite whether existing files are replaced
     * @throws Problem if one exists and {@code overwrite} is false, or one cannot be written
     */
    public static void write(List<PemFile> files, boolean overwrite) {
        files.stream().map(file -> Leftovers.directory(file.path())).distinct().forEach(PemFiles::settle);
        new FileSet(files).write(overwrite);
    }

    /** Completes or removes the leftovers of killed processes in a directory, except in a CA's, which does so itself. */
    public static void settle(Path directory) {
        if (!Leftovers.needLock(directory)) {
            try {
                Leftovers.settle(directory);
            } catch (IOException e) {
                // Writing there fails for the same reason, which is then reported.
            }
        }
    }

    /** Returns whether an object is part of an identity, including the parameters that openssl writes before a key. */
    private static boolean isIdentity(PemObject object) {
        return object.isCertificate() || object.isPrivateKey() || object.isParameters();
    }

    public static List<PemObject> select(
            Path file,
            int limit,
            Predicate<PemObject> wanted,
            Predicate<PemObject> expected,
            PemExpectation expectation) {
        List<PemObject> objects = read(file, limit, expectation);
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
     * Reads all objects of a file, at least one.
     *
     * @param limit in bytes
     */
    public static List<PemObject> read(Path file, int limit) {
        return read(file, limit, PemExpectation.CERTIFICATE);
    }

    private static List<PemObject> read(Path file, int limit, PemExpectation expectation) {
        byte[] content = bytes(file, limit, expectation);
        String label = Der.label(content);
        if (label != null) {
            return List.of(new PemObject(label, content, false, 0));
        }
        int length = Der.length(content);
        if (length > 0 && length < content.length && Der.label(Arrays.copyOf(content, length)) != null) {
            int excess = content.length - length;
            throw new Problem(
                    file + " is damaged: " + excess + (excess == 1 ? " byte follows" : " bytes follow")
                            + " its DER object",
                    "get a fresh copy of the file; several objects in one file must be in PEM form");
        }
        InputFile.refuseUtf16(content, file);
        List<PemObject> objects = PemText.parse(new String(content, StandardCharsets.ISO_8859_1), file);
        if (objects.isEmpty()) {
            throw noPem(content, file, expectation);
        }
        return objects;
    }

    private static Problem noPem(byte[] content, Path file, PemExpectation expectation) {
        if (content.length == 0) {
            return new Problem(file + " is not a PEM file: it is empty", "get a fresh copy of the file");
        }
        boolean binary = content[0] == 0x30;
        return new Problem(
                file + " is not a PEM file: " + (binary ? "it is damaged" : "it has no line -----BEGIN …-----"),
                "check that it is the right file" + expectation.conversion(file));
    }

    /**
     * Reads a text file.
     *
     * @param limit in bytes
     */
    public static String text(Path file, int limit) {
        try {
            return InputFile.text(file, limit);
        } catch (IOException e) {
            throw unreadable(file, PemExpectation.CERTIFICATE, e);
        }
    }

    private static byte[] bytes(Path file, int limit, PemExpectation expectation) {
        try {
            return InputFile.bytes(file, limit);
        } catch (IOException e) {
            throw unreadable(file, expectation, e);
        }
    }

    private static Problem unreadable(Path file, PemExpectation expectation, IOException e) {
        return e instanceof NoSuchFileException
                ? new Problem("there is no file " + file, "check its name, or " + expectation.origin(), e)
                : new Problem(
                        "cannot read " + file + ": " + FileErrors.reason(e), "check the file and its permissions", e);
    }

    private static void refuseSharedKey(Path key) {
        PosixFileAttributeView view = Files.getFileAttributeView(key, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            PosixFileAttributes attributes = view.readAttributes();
            others.addAll(attributes.permissions());
            others.removeAll(EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
            if (!others.isEmpty() && !isLent(key, attributes, others)) {
                throw new Problem(
                        "the private key " + key + " is open to other users of this machine",
                        "chmod 600 " + Shell.word(key));
            }
        } catch (IOException e) {
            throw new Problem(
                    "cannot read the permissions of " + key + ": " + FileErrors.reason(e), "check the file", e);
        }
    }

    /**
     * Returns whether root lets a group read a key, as Debian's group ssl-cert and Kubernetes' fsGroup do. A key that belongs to this
     * user and the group of root is not lent to anyone.
     */
    private static boolean isLent(Path key, PosixFileAttributes attributes, Set<PosixFilePermission> others)
            throws IOException {
        boolean own = attributes.owner().getName().equals(System.getProperty("user.name"));
        return others.equals(EnumSet.of(PosixFilePermission.GROUP_READ))
                && key.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Integer.valueOf(0).equals(Files.getAttribute(key, "unix:uid"))
                && !(own && Integer.valueOf(0).equals(Files.getAttribute(key, "unix:gid")));
    }
}
