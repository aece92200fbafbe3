package io.securechat.cli.option;

import io.securechat.cli.configuration.Live;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The certificate that {@code serve} or {@code join} presents, and its private key. */
public final class IdentityOptions {
    @Live
    @Option(names = "--cert", paramLabel = "FILE", description = "Certificate to present (default: ${DEFAULT-VALUE})")
    private Path cert;

    @Live
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Its private key (default: the name of the certificate with .key)")
    private @Nullable Path key;

    @Live
    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase of the key in its first line")
    private @Nullable Path passphraseFile;

    /** @param usual the default certificate */
    public IdentityOptions(String usual) {
        this.cert = Path.of(usual);
    }

    public Path cert() {
        return cert;
    }

    public Path key() {
        if (key != null) {
            return key;
        }
        String name = String.valueOf(cert.getFileName()).replaceFirst("\\.(crt|cer|pem)$", "");
        return cert.resolveSibling(name + ".key");
    }

    public @Nullable Path passphraseFile() {
        return passphraseFile;
    }
}
