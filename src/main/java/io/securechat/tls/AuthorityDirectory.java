package io.securechat.tls;

import io.securechat.Problem;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which a CA lives: its certificate, its key, the log of what it has issued, and its revocation list.
 * Whatever it issues appears together with its line in the log or not at all, and one process changes it at a time.
 */
public final class AuthorityDirectory {
    private static final String CERTIFICATE = "ca.crt";
    private static final String KEY = "ca.key";
    private static final String LOG = "ca.log";
    private static final String REVOCATIONS = "ca.crl";

    private final Path directory;

    public AuthorityDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * What an update leaves behind.
     *
     * @param files are written together with the log
     */
    public record Update(IssueLog log, List<PemFile> files) {}

    public Path certificate() {
        return directory.resolve(CERTIFICATE);
    }

    public Path key() {
        return directory.resolve(KEY);
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
     * @param passphrase for its key, null leaves the key as it is
     * @throws Problem when there is a CA already, or what is left of one
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
     * Makes sure that a CA can be made here.
     *
     * @throws Problem when there is one, or what is left of one: it could never be made again
     */
    public void requireNone() {
        settle();
        Stream.of(certificate(), key(), log(), revocations())
                .filter(Files::exists)
                .findFirst()
                .ifPresent(file -> {
                    throw new Problem(
                            file + " exists already, and a CA is never overwritten",
                            "choose another directory with --dir DIR, or go on with this CA: "
                                    + Problem.command("gencert --help"));
                });
    }

    /**
     * The CA, ready to issue.
     *
     * @param passphrase asked only when the key is encrypted
     * @throws Problem when there is none, its files do not belong together, or the passphrase is wrong
     */
    public Authority open(Supplier<char[]> passphrase, Clock clock) {
        X509Certificate certificate = readCertificate();
        if (Files.notExists(key())) {
            throw missing(key());
        }
        try {
            return new Authority(new Identity(List.of(certificate), PemFiles.readKey(key(), passphrase)), clock);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    "the key " + key() + " does not belong to the CA's certificate " + certificate(),
                    "bring back the two files that were made together, or make another CA: "
                            + Problem.command("gencert ca --dir DIR"),
                    e);
        }
    }

    /**
     * The CA's certificate.
     *
     * @throws Problem when there is none
     */
    public X509Certificate readCertificate() {
        if (Files.notExists(certificate())) {
            throw missing(certificate());
        }
        return PemFiles.readCertificates(certificate()).get(0);
    }

    /**
     * Whether this CA has signed a certificate.
     *
     * @throws Problem when there is no CA
     */
    public boolean hasIssued(X509Certificate certificate) {
        return Anchors.authorities(List.of(readCertificate())).hasIssued(certificate);
    }

    /**
     * What the CA has issued so far.
     *
     * @throws Problem when there is no log, or it is damaged
     */
    public IssueLog readLog() {
        settle();
        if (Files.notExists(log())) {
            if (Files.notExists(certificate())) {
                throw missing(certificate());
            }
            throw new Problem(
                    "there is no " + log() + ": nobody knows what the CA has issued",
                    "bring it back from a copy; for a CA that has issued nothing so far: touch " + log());
        }
        return IssueLog.read(log());
    }

    /** The revocation list that is in force, none before the first one. */
    public List<X509CRL> readRevocations() {
        return Files.exists(revocations()) ? PemFiles.readCrls(revocations()) : List.of();
    }

    /**
     * Writes files together with the change of the log that belongs to them, all or nothing. Nobody else changes the log
     * from when it is read until it is written.
     *
     * @param overwrite whether files that exist are replaced
     * @param change gets the present log; what it throws leaves everything as it was
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

    /** A revocation list takes its place first: whoever is on it is refused even if this process is killed now. */
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

    /** Completes what a killed process has begun. */
    private void settle() {
        if (Leftovers.needLock(directory) && Leftovers.areIn(directory)) {
            try {
                locked(() -> {});
            } catch (Problem readOnly) {
                // Whoever may only read here sees what is in its place.
            }
        }
    }

    /** The lock's file stays: the others are replaced by every change, and a lock on a file that is gone locks nothing. */
    private void locked(Runnable change) {
        try (FileChannel channel =
                FileChannel.open(Leftovers.lock(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            Leftovers.settle(directory);
            change.run();
        } catch (IOException e) {
            throw new Problem(
                    "cannot write in the directory " + directory.toAbsolutePath() + ": " + PemFiles.reason(e),
                    "check its permissions and its space",
                    e);
        }
    }

    private static Problem missing(Path file) {
        return new Problem(
                "there is no CA here: " + file + " is missing",
                "make one with " + Problem.command("gencert ca") + ", or name its directory with --dir DIR");
    }
}
