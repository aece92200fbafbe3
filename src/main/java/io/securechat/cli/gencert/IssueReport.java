package io.securechat.cli.gencert;

import io.securechat.Shell;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The report of gencert on standard output: the files it has written, and what to do with them. */
public final class IssueReport {
    private final PrintStream out = System.out;

    public IssueReport certificate(Path file, X509Certificate certificate) {
        out.println(file + "  valid until " + date(Validity.end(certificate)));
        out.println("    SHA-256 " + CertificateName.fingerprint(certificate));
        return this;
    }

    public IssueReport key(Path file) {
        return line(file + "  its private key; keep it secret");
    }

    /** Adds the revocation list, and the servers that need it. */
    public void revocations(AuthorityDirectory directory) {
        X509CRL crl = directory.readRevocations().get(0);
        out.println(directory.revocations() + "  valid until "
                + date(crl.getNextUpdate().toInstant()));
        next("copy it to servers that run in other directories: they close the connections of revoked certificates.");
    }

    public IssueReport line(String text) {
        out.println(text);
        return this;
    }

    /** Adds a note if a certificate expires with that of the CA, earlier than requested. */
    IssueReport end(X509Certificate certificate, X509Certificate authority) {
        return Validity.end(certificate).equals(Validity.end(authority))
                ? line("note: the certificate expires together with that of the CA")
                : this;
    }

    /** Ends the report with the next step, and its commands on lines of their own. */
    public void next(String first, String... commands) {
        out.println();
        out.println("Next, " + first);
        for (String command : commands) {
            out.println(("    " + command).stripTrailing());
        }
        out.flush();
    }

    /** Returns the options of serve and join that name these files, with a leading space. */
    public static String options(Path certificate, Path key, Path trusted) {
        return " --cert " + Shell.word(certificate) + " --key " + Shell.word(key) + " --trust " + Shell.word(trusted);
    }

    public static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
