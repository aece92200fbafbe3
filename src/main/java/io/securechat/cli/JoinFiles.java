package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.Identity;
import io.securechat.tls.PemFiles;
import io.securechat.tls.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that {@code join} works with: the user's certificate and key, and the certificates that it trusts. */
record JoinFiles(Path cert, Path key, @Nullable Path passphraseFile, List<Path> trusted) {
    /**
     * As the options have them.
     *
     * @param trusted where there are none, {@code server.crt} and {@code ca.crt}, as far as they exist
     */
    static JoinFiles of(IdentityOptions identity, List<Path> trusted) {
        List<Path> usual = Stream.of(Path.of("server.crt"), Path.of("ca.crt"))
                .filter(Files::exists)
                .toList();
        return new JoinFiles(
                identity.cert(), identity.key(), identity.passphraseFile(), trusted.isEmpty() ? usual : trusted);
    }

    Identity identity() {
        return PemFiles.readIdentity(cert, key, new Passphrase(passphraseFile, key));
    }

    /** @throws Problem when there is no file, or one cannot be read */
    Trust trust() {
        if (trusted.isEmpty()) {
            throw new Problem(
                    "neither server.crt nor ca.crt is here to tell which server to trust",
                    "name the certificate of the server or its CA with --trust FILE, or make some: "
                            + Problem.command("gencert"));
        }
        List<X509Certificate> certificates = trusted.stream()
                .flatMap(file -> PemFiles.readCertificates(file).stream())
                .toList();
        return Trust.of(certificates, List.of());
    }
}
