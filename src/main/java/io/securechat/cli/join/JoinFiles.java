package io.securechat.cli.join;

import io.securechat.Problem;
import io.securechat.cli.option.IdentityOptions;
import io.securechat.cli.option.TrustOptions;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.trust.TrustFile;
import io.securechat.tls.x509.Identity;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of {@code join}: the user's certificate and key, and the trusted certificates. */
record JoinFiles(Path cert, Path key, @Nullable Path passphraseFile, List<TrustFile> trusted) {
    /** Returns the files that the options name, or the default ones that exist. */
    static JoinFiles of(IdentityOptions identity, TrustOptions trust) {
        return new JoinFiles(
                identity.cert(), identity.key(), identity.passphraseFile(), trust.presentFiles(identity.cert()));
    }

    Identity identity() {
        return PemFiles.readIdentity(cert, key, new Passphrase(passphraseFile, key));
    }

    /** @throws Problem if there is no trusted certificate, or a file cannot be read */
    Trust trust() {
        if (trusted.isEmpty()) {
            throw new Problem(
                    "there is neither server.crt nor ca.crt, so no server is trusted",
                    "name the server's certificate with --pin FILE or its CA's with --trust-ca FILE, or create development certificates: "
                            + Problem.command("gencert"));
        }
        return Trust.of(TrustFile.read(trusted), List.of());
    }
}
