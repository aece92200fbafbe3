package io.securechat.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who one is, for {@code serve} and {@code join} alike. */
final class IdentityOptions {
    @Option(names = "--cert", paramLabel = "FILE", description = "The own certificate (${DEFAULT-VALUE}).")
    private Path cert;

    @Option(names = "--key", paramLabel = "FILE", description = "Its private key (the certificate's name with .key).")
    private @Nullable Path key;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Has the passphrase of an encrypted key in its first line.")
    private @Nullable Path passphraseFile;

    /** @param usual the certificate when the user names none */
    IdentityOptions(String usual) {
        this.cert = Path.of(usual);
    }

    Path cert() {
        return cert;
    }

    Path key() {
        if (key != null) {
            return key;
        }
        String name = String.valueOf(cert.getFileName()).replaceFirst("\\.(crt|cer|pem)$", "");
        return cert.resolveSibling(name + ".key");
    }

    @Nullable Path passphraseFile() {
        return passphraseFile;
    }
}
