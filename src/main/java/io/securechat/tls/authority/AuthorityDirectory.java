package io.securechat.tls.authority;

import io.securechat.FileErrors;
import io.securechat.Problem;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.pem.FileSet;
import io.securechat.tls.pem.Leftovers;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a CA: its certificate, its key, the log of issued certificates, and its revocation list. A certificate and its line
 * in the log are written together or not at all, by one process at a time.
 */
public final class AuthorityDirectory {
    private static final String CERTIFICATE = "ca.crt";
    private static final String KEY = "ca.key";
    private static final String FORMER_KEY = "ca-old.key";
    private static final String LOG = "ca.log";
    private static final String REVOCATIONS = "ca.crl";

    private final Path directory;

    public AuthorityDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * An update of the log.
     *
     * @param files written together with the log
     */
    public record Update(IssueLog log, List<PemFile> files) {}

    public Path certificate() {
        return directory.resolve(CERTIFICATE);
    }

    public Path key() {
        return directory.resolve(KEY);
    }

    /** Returns the key of the CA that this one succeeds, as long as both are trusted. */
    public Path formerKey() {
        return directory.resolve(FORMER_KEY);
    }

    public Path revocations() {
        return directory.resolve(REVOCATIONS);
    }

    private Path log() {
        return directory.resolve(LOG);
    }

    /**
     * Writes the files of a new CA, with an empty log.
     *
     * @param passphrase encrypts its key; null for a plain key
     * @throws Problem if there is a CA, or part of one
     */
    public void create(Identity ca, char @Nullable [] passphrase) {
        requireNone();
        List<PemFile> files = passphrase == null
                ? PemFile.of(certificate(), key(), ca)
                : PemFile.of(certificate(), key(), ca, passphrase);
        locked(() -> {
            requireNone();
            write(new Update(new IssueLog(List.of()), files));
        });
    }

    /**
     * Checks that a CA can be created here.
     *
     * @throws Problem if there is one, or part of one: it could not be restored
     */
    public void requireNone() {
        settle();
        Stream.of(certificate(), key(), formerKey(), log(), revocations())
                .filter(Files::exists)
                .findFirst()
                .ifPresent(file -> {
                    throw new Problem(
                            file + " already exists, and a CA is never overwritten",
                            "use another directory: --dir DIR; or use this CA: " + Problem.command("gencert --help"));
                });
    }

    /**
     * Opens the CA.
     *
     * @param passphrase called only if the key is encrypted
     * @throws Problem if there is none, the key is not the certificate's, or the passphrase is wrong
     */
    public Authority open(Supplier<char[]> passphrase, Clock clock) {
        X509Certificate certificate = readCertificate();
        if (Files.notExists(key())) {
            throw missing(key());
        }
        try {
            Authority present =
                    new Authority(new Identity(List.of(certificate), PemFiles.readKey(key(), passphrase)), clock);
            return former(passphrase, clock).map(present::after).orElse(present);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    "the key " + key() + " does not belong to the CA's certificate " + certificate(),
                    "restore both files from the same backup, or create another CA: "
                            + Problem.command("gencert ca --dir DIR"),
                    e);
        }
    }

    /** Opens the CA before the present one; empty if it has been dropped. */
    private Optional<Authority> former(Supplier<char[]> passphrase, Clock clock) {
        List<X509Certificate> certificates = readCertificates();
        if (certificates.size() < 2) {
            return Optional.empty();
        }
        if (Files.notExists(formerKey())) {
            throw missing(formerKey());
        }
        return Optional.of(new Authority(
                new Identity(List.of(certificates.get(1)), PemFiles.readKey(formerKey(), passphrase)), clock));
    }

    /**
     * Reads the CA's certificate: the one that issues.
     *
     * @throws Problem if there is none
     */
    public X509Certificate readCertificate() {
        return readCertificates().get(0);
    }

    /**
     * Reads the certificates of the CA and of the one that it succeeds, as long as both are trusted.
     *
     * @throws Problem if there is none
     */
    public List<X509Certificate> readCertificates() {
        if (Files.notExists(certificate())) {
            throw missing(certificate());
        }
        return PemFiles.readCertificates(certificate());
    }

    /**
     * Returns whether this CA issued a certificate.
     *
     * @throws Problem if there is no CA
     */
    public boolean hasIssued(X509Certificate certificate) {
        return Anchors.authorities(readCertificates()).hasIssued(certificate);
    }

    /**
     * Reads the log of issued certificates.
     *
     * @throws Problem if there is no log, or it is damaged
     */
    public IssueLog readLog() {
        settle();
        if (Files.notExists(log())) {
            if (Files.notExists(certificate())) {
                throw missing(certificate());
            }
            throw new Problem(
                    "there is no " + log() + ": the issued certificates are unknown",
                    "restore it from a backup; for a CA that issued no certificate so far: touch " + log());
        }
        return IssueLog.read(log());
    }

    /** Reads the revocation list in force; empty before the first one. */
    public List<X509CRL> readRevocations() {
        return Files.exists(revocations()) ? PemFiles.readCrls(revocations()) : List.of();
    }

    /**
     * Updates the log and writes files, all or nothing. The log is locked from reading to writing.
     *
     * @param overwrite whether existing files are replaced
     * @param change receives the present log; if it throws, nothing is changed
     */
    public void update(boolean overwrite, Function<IssueLog, Update> change) {
        locked(() -> {
            Update update = change.apply(readLog());
            if (!overwrite) {
                new FileSet(update.files()).requireFree();
            }
            write(update);
        });
    }

    /** A revocation list is written first, so that it is in force even if this process is killed before the rest. */
    private void write(Update update) {
        List<PemFile> files = new ArrayList<>();
        update.files().stream().filter(this::isRevocations).forEach(files::add);
        files.add(update.log().toFile(log()));
        update.files().stream().filter(file -> !isRevocations(file)).forEach(files::add);
        new FileSet(files).write(true);
    }

    private boolean isRevocations(PemFile file) {
        return file.path().equals(revocations());
    }

    /** Completes the update of a killed process, unless the directory is read-only for this user. */
    private void settle() {
        if (Leftovers.needLock(directory) && Leftovers.areIn(directory) && Files.isWritable(directory)) {
            locked(() -> {});
        }
    }

    /** Keeps the lock's file: the other files are replaced by changes, and a lock on a deleted file has no effect. */
    private void locked(Runnable change) {
        try (FileChannel channel =
                FileChannel.open(Leftovers.lock(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            Leftovers.settle(directory);
            change.run();
        } catch (IOException e) {
            throw new Problem(
                    "cannot write in the directory " + directory.toAbsolutePath() + ": " + FileErrors.reason(e),
                    "check its permissions and free space",
                    e);
        }
    }

    private static Problem missing(Path file) {
        return new Problem(
                "there is no CA here: " + file + " is missing",
                "create one with " + Problem.command("gencert ca") + ", or use another directory: --dir DIR");
    }
}
