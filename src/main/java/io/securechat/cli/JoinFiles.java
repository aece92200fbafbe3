package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.Identity;
import io.securechat.tls.PemFiles;
import io.securechat.tls.Trust;
import io.securechat.tls.TrustFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that {@code join} works with: the user's certificate and key, and the certificates that it trusts. */
record JoinFiles(Path cert, Path key, @Nullable Path passphraseFile, List<TrustFile> trusted) {
    /** As the options have them; of the usual files to trust, those that exist. */
    static JoinFiles of(IdentityOptions identity, TrustOptions trust) {
        return new JoinFiles(identity.cert(), identity.key(), identity.passphraseFile(), trust.presentFiles());
    }

    Identity identity() {
        return PemFiles.readIdentity(cert, key, new Passphrase(passphraseFile, key));
    }

    /** @throws Problem when there is no file, or one cannot be read */
    Trust trust() {
        if (trusted.isEmpty()) {
            throw new Problem(
                    "neither server.crt nor ca.crt is here to tell which server to trust",
                    "name the server's certificate with --pin FILE or that of its CA with --trust-ca FILE, or make some: "
                            + Problem.command("gencert"));
        }
        return Trust.of(TrustFile.read(trusted), List.of());
    }
}
