package io.securechat.cli;

import static java.util.Objects.requireNonNull;

import io.securechat.Shell;
import io.securechat.tls.AuthorityDirectory;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Validity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What gencert tells of the files that it has written, and what to do with them. */
final class Report {
    private final PrintWriter out;

    /** @param spec that of the command, which picocli has set before the command runs */
    Report(@Nullable CommandSpec spec) {
        out = requireNonNull(spec).commandLine().getOut();
    }

    Report certificate(Path file, X509Certificate certificate) {
        out.println(file + "  valid until " + date(Validity.end(certificate)));
        out.println("    SHA-256 " + CertificateName.fingerprint(certificate));
        return this;
    }

    Report key(Path file) {
        return line(file + "  the private key of it, for your eyes only");
    }

    /** The revocation list, and who has to get it. */
    void revocations(AuthorityDirectory directory) {
        X509CRL crl = directory.readRevocations().get(0);
        out.println(directory.revocations() + "  good until "
                + date(crl.getNextUpdate().toInstant()));
        next("copy it to servers that run in other directories: they close the connections of who is on it.");
    }

    Report line(String text) {
        out.println(text);
        return this;
    }

    /** Says so when a certificate ends earlier than was asked for. */
    Report end(X509Certificate certificate, X509Certificate authority) {
        return Validity.end(certificate).equals(Validity.end(authority))
                ? line("note: the certificate ends together with that of the CA")
                : this;
    }

    /** What to do next, the last that is said: the commands stand on lines of their own. */
    void next(String first, String... commands) {
        out.println();
        out.println("Next, " + first);
        for (String command : commands) {
            out.println(("    " + command).stripTrailing());
        }
        out.flush();
    }

    /** The options of serve and join that name these files, with a space before them. */
    static String options(Path certificate, Path key, Path trusted) {
        return " --cert " + Shell.word(certificate) + " --key " + Shell.word(key) + " --trust " + Shell.word(trusted);
    }

    static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
