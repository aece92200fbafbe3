package io.securechat.cli.join;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.option.IdentityOptions;
import io.securechat.cli.option.TrustOptions;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.trust.TrustFile;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of {@code join}: the user's certificate and key, and the trusted certificates. */
record JoinFiles(Path cert, Path key, @Nullable Path passphraseFile, List<TrustFile> trusted) {
    private static final String USUAL = "client.crt";
    private static final String CERTIFICATE = ".crt";
    private static final Set<String> NOT_USERS = Set.of("server.crt", "ca.crt");

    /** Certificates that a hint names, at most. */
    private static final int MAX_OTHERS = 3;

    /** Returns the files that the options name, or the default ones that exist. */
    static JoinFiles of(IdentityOptions identity, TrustOptions trust) {
        return new JoinFiles(
                identity.cert(), identity.key(), identity.passphraseFile(), trust.presentFiles(identity.cert()));
    }

    /**
     * Returns the user's certificate, with its chain.
     *
     * @throws Problem if there is none; in place of the usual one, it names those that lie beside it
     */
    List<X509Certificate> certificates() {
        requirePresent();
        return PemFiles.readChain(cert);
    }

    private void requirePresent() {
        List<String> others = cert.endsWith(USUAL) && !Files.exists(cert) ? others() : List.of();
        if (!others.isEmpty()) {
            throw new Problem(
                    "there is no file " + cert + ", but " + String.join(", ", others),
                    "name your certificate: " + Problem.command("join --cert " + Shell.word(others.get(0))));
        }
    }

    /** Returns the certificates with keys beside the missing one, except the server's and the CA's. */
    private List<String> others() {
        Path folder = cert.resolveSibling("");
        try (Stream<Path> files = Files.list(folder.toString().isEmpty() ? Path.of(".") : folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(CERTIFICATE) && !NOT_USERS.contains(name))
                    .filter(name -> Files.exists(folder.resolve(name.replaceFirst("\\.crt$", ".key"))))
                    .map(name -> folder.resolve(name).toString())
                    .sorted()
                    .limit(MAX_OTHERS)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    Identity identity() {
        requirePresent();
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
