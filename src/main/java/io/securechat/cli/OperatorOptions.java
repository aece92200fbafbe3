package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.irc.Names;
import io.securechat.tls.Anchors;
import io.securechat.tls.TrustFile;
import io.securechat.tls.TrustFile.Meaning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who runs the server. */
final class OperatorOptions {
    /** A longer one might not fit into the line of an OPER. */
    private static final int MAX_PASSWORD = 100;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description =
                    "Who runs the server: a name in certificates of the trusted CA; may be repeated. Operators disconnect people, and delete what others have said.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--operator-ca",
            paramLabel = "FILE",
            description = "The CA whose certificates make operators, where several CAs are trusted.")
    private @Nullable Path authority;

    @Option(
            names = "--oper-password-file",
            paramLabel = "FILE",
            description =
                    "Has a password in its first line: an operator is then who tells it by OPER NAME PASSWORD, and no certificate is enough for that.")
    private @Nullable Path passwordFile;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** @throws UsageException when one cannot be a name */
    Set<String> names() {
        for (String name : names) {
            UsageException.require(spec, Names.isNick(name), "--operator", name, Names.NICK_RULE);
        }
        return Set.copyOf(names);
    }

    /** The file that may change while the server runs, or null. */
    @Nullable Path authority() {
        return authority;
    }

    /**
     * The key of the CA whose certificates make operators: a name alone is not enough, for another CA may give the same one to
     * somebody else.
     *
     * @return null when no certificate makes anybody an operator
     * @throws Problem when it is not clear which CA that is, or it is not trusted
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
                                        : " holds " + named.size() + " CAs, not one"),
                        "name the file of one CA that is trusted, too, by --trust-ca " + Shell.word(authority));
            }
            return named.iterator().next();
        }
        Set<String> all = trusted.authorityKeys();
        if (names.isEmpty() || passwordFile != null || all.isEmpty()) {
            return null;
        }
        if (all.size() > 1) {
            throw new Problem(
                    "--operator " + names.get(0) + " does not tell which of " + all.size()
                            + " trusted CAs vouches for that name",
                    "name the file of the CA whose certificates make operators: --operator-ca FILE");
        }
        return all.iterator().next();
    }

    /** What OPER asks for, or null where a certificate is enough. */
    @Nullable String password() {
        if (passwordFile == null) {
            return null;
        }
        UsageException.require(
                spec, !names.isEmpty(), "--oper-password-file", passwordFile, "name an operator with --operator");
        String password = new String(Passphrase.firstLine(passwordFile, "password", "--oper-password-file"));
        if (password.isEmpty() || password.length() > MAX_PASSWORD) {
            throw new Problem(
                    "the first line of '" + passwordFile + "' has " + password.length() + " characters",
                    "write a password of 1 to " + MAX_PASSWORD + " characters into it");
        }
        return password;
    }
}
