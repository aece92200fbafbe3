package io.securechat.cli.serve;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.configuration.Live;
import io.securechat.cli.option.Converters;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.cli.terminal.UsageException;
import io.securechat.server.settings.Settings;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.trust.TrustFile;
import io.securechat.tls.trust.TrustFile.Meaning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The operators of the server. */
final class OperatorOptions {
    /** Maximum length, so that OPER fits in a line. */
    private static final int MAX_PASSWORD = 100;

    @Live
    @Option(
            names = "--operator",
            paramLabel = "NAME",
            converter = Converters.Nick.class,
            description =
                    "User who may disconnect users and delete the messages of others, by the name in a certificate of the trusted CA; may be repeated")
    private List<String> names = new ArrayList<>();

    @Live
    @Option(
            names = "--operator-ca",
            paramLabel = "FILE",
            description = "CA that issues the certificates of operators, if several CAs are trusted")
    private @Nullable Path authority;

    @Live
    @Option(
            names = "--oper-password-file",
            paramLabel = "FILE",
            description =
                    "File with a password in its first line: operators must then type OPER NAME PASSWORD, and a certificate alone is not enough")
    private @Nullable Path passwordFile;

    Settings.Operators operators() {
        return new Settings.Operators(Set.copyOf(names), password());
    }

    /** Returns the file with the password, or null. It may change while the server runs. */
    @Nullable Path passwordFile() {
        return passwordFile;
    }

    /** Returns the file of the operators' CA, or null. It may change while the server runs. */
    @Nullable Path authority() {
        return authority;
    }

    /**
     * Returns the key of the CA that issues the certificates of operators: another trusted CA may issue the same name to somebody
     * else.
     *
     * @return null if certificates make no operators
     * @throws Problem if the CA is ambiguous or not trusted
     */
    @Nullable String authorityKey(Anchors trusted) {
        if (authority != null) {
            Set<String> named =
                    new TrustFile(authority, Meaning.AUTHORITIES).read().authorityKeys();
            if (named.size() != 1 || !trusted.authorityKeys().containsAll(named)) {
                throw new Problem(
                        "--operator-ca " + authority
                                + (named.size() == 1
                                        ? " is not a trusted CA"
                                        : " contains " + named.size() + " CAs, not one"),
                        "use the file of one CA that is also trusted: --trust-ca " + Shell.word(authority));
            }
            return named.iterator().next();
        }
        Set<String> all = trusted.authorityKeys();
        if (names.isEmpty() || passwordFile != null || all.isEmpty()) {
            return null;
        }
        if (all.size() > 1) {
            throw new Problem(
                    "--operator " + names.get(0) + " is ambiguous: " + all.size() + " CAs are trusted",
                    "name the CA that issues the certificates of operators: --operator-ca FILE");
        }
        return all.iterator().next();
    }

    /** Returns the password for OPER, or null if a certificate is enough. */
    private @Nullable String password() {
        if (passwordFile == null) {
            return null;
        }
        UsageException.require(
                !names.isEmpty(), "--oper-password-file", passwordFile, "name an operator with --operator");
        String password = new String(Passphrase.firstLine(passwordFile, "password", "--oper-password-file"));
        if (password.isEmpty() || password.length() > MAX_PASSWORD) {
            throw new Problem(
                    "the first line of '" + passwordFile + "' has " + password.length() + " characters",
                    "write a password of 1 to " + MAX_PASSWORD + " characters there");
        }
        return password;
    }
}
