package io.securechat.tls.authority;

import io.securechat.FileErrors;
import io.securechat.InputFile;
import io.securechat.Problem;
import io.securechat.tls.authority.AuthorityDirectory.Update;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The replacement of the CA in a directory by a successor: both are trusted until the former one is dropped. */
public final class RollOver {
    private final AuthorityDirectory directory;

    public RollOver(AuthorityDirectory directory) {
        this.directory = directory;
    }

    /**
     * Puts a successor in the place of the CA: it issues from now on, and ca.crt has the certificates of both.
     *
     * @param present opened in this directory
     * @param passphrase encrypts the key of the successor; null for a plain key
     * @param validity of the revocation lists, if there are any
     * @throws Problem if the former CA of an earlier succession has not been dropped
     */
    public void succeed(Authority present, Identity next, char @Nullable [] passphrase, Duration validity) {
        requireDropped();
        directory.update(true, log -> {
            requireDropped();
            List<PemFile> files = new ArrayList<>();
            files.add(PemFile.of(directory.certificate(), List.of(next.certificate(), present.certificate())));
            files.add(PemFile.text(directory.formerKey(), PemFiles.text(directory.key(), InputFile.TEXT), true));
            PemFile key = passphrase == null
                    ? PemFile.of(directory.certificate(), directory.key(), next).get(1)
                    : PemFile.of(directory.certificate(), directory.key(), next, passphrase)
                            .get(1);
            files.add(key);
            if (Files.exists(directory.revocations())) {
                Authority both = new Authority(next, present, present.clock());
                files.add(PemFile.ofLists(directory.revocations(), both.revocationLists(log, validity)));
            }
            return new Update(log.with(next.certificate()), files);
        });
    }

    /**
     * Checks that no succession is in progress.
     *
     * @throws Problem if ca.crt has more than one CA
     */
    public void requireDropped() {
        if (directory.readCertificates().size() > 1) {
            throw new Problem(
                    directory.certificate() + " still has the CA before this one",
                    "drop it first: " + Problem.command("gencert ca --drop"));
        }
    }

    /**
     * Removes the CAs before the present one, with their revocation lists and keys.
     *
     * @param check throws a {@link Problem} if the log does not allow it
     * @param validity of the revocation list, if there is one
     */
    public void dropFormer(Authority present, Consumer<IssueLog> check, Duration validity) {
        directory.update(true, log -> {
            check.accept(log);
            List<PemFile> files = new ArrayList<>();
            files.add(PemFile.of(directory.certificate(), List.of(present.certificate())));
            if (Files.exists(directory.revocations())) {
                files.add(PemFile.of(directory.revocations(), present.revocationList(log, validity)));
            }
            return new Update(log, files);
        });
        try {
            Files.deleteIfExists(directory.formerKey());
        } catch (IOException e) {
            throw new Problem(
                    "cannot delete " + directory.formerKey() + ": " + FileErrors.reason(e),
                    "delete it by hand; it is not used",
                    e);
        }
    }
}
