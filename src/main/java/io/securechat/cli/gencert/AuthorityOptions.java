package io.securechat.cli.gencert;

import io.securechat.cli.terminal.Passphrase;
import io.securechat.tls.authority.Authority;
import io.securechat.tls.authority.AuthorityDirectory;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The directory of the CA, and the passphrase of its key. */
public final class AuthorityOptions {
    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase of ca.key in its first line")
    private @Nullable Path passphraseFile;

    public DirectoryOption place() {
        return place;
    }

    public AuthorityDirectory directory() {
        return new AuthorityDirectory(place.directory());
    }

    public Authority open() {
        AuthorityDirectory directory = directory();
        return directory.open(new Passphrase(passphraseFile, directory.key()), Clock.systemUTC());
    }
}
