package io.securechat.cli;

import io.securechat.tls.Authority;
import io.securechat.tls.AuthorityDirectory;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the CA is, and how its key is opened. */
final class AuthorityOptions {
    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "has the passphrase of an encrypted ca.key in its first line")
    private @Nullable Path passphraseFile;

    DirectoryOption place() {
        return place;
    }

    AuthorityDirectory directory() {
        return new AuthorityDirectory(place.directory());
    }

    Authority open() {
        AuthorityDirectory directory = directory();
        return directory.open(new Passphrase(passphraseFile, directory.key()), Clock.systemUTC());
    }
}
