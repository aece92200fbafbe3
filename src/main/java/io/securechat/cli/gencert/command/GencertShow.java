package io.securechat.cli.gencert.command;

import io.securechat.SafeText;
import io.securechat.cli.gencert.DirectoryOption;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.IssueLog.Entry;
import io.securechat.tls.report.Expiry;
import io.securechat.tls.report.PemDescription;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gencert show}: lists the certificates that the CA has issued, or describes files. */
@Command(
        name = "show",
        header = "List the certificates that the CA has issued, or describe files.",
        description = {
            "FILE contains certificates, a revocation list or a signing request, in PEM format. Revocations "
                    + "are read from ca.crl. Private keys are never shown."
        })
public final class GencertShow implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "0..*", description = "File to describe")
    private List<Path> files = List.of();

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Override
    public Integer call() {
        PrintStream out = System.out;
        AuthorityDirectory directory = new AuthorityDirectory(place.directory());
        Instant now = Instant.now();
        if (files.isEmpty()) {
            list(directory.readCertificate(), directory.readLog(), now, out);
        }
        for (Path file : files) {
            for (PemDescription description : PemDescription.read(file, directory.readRevocations(), now)) {
                print(file, description, out);
            }
        }
        out.flush();
        return 0;
    }

    private static void print(Path file, PemDescription description, PrintStream out) {
        out.println(SafeText.printable(file.toString()) + "  " + description.title());
        description.facts().forEach((name, value) -> out.printf("    %-12s%s%n", name, value));
    }

    private static void list(X509Certificate ca, IssueLog log, Instant now, PrintStream out) {
        Instant end = Validity.end(ca);
        out.println("CA " + CertificateName.subject(ca) + ", valid until " + IssueReport.date(end) + ", "
                + state(end, null, now));
        if (log.entries().isEmpty()) {
            out.println("No certificates issued yet.");
            return;
        }
        out.println();
        row(out, "KIND", "NAME", "SERIAL", "UNTIL", "STATE");
        for (Entry entry : log.entries()) {
            row(
                    out,
                    entry.kind().toString(),
                    entry.name(),
                    entry.serial().toString(16),
                    IssueReport.date(entry.end()).toString(),
                    state(entry.end(), entry.revoked(), now));
        }
    }

    private static void row(PrintStream out, String kind, String name, String serial, String end, String state) {
        out.printf("%-7s %-20s %-40s  %-10s  %s%n", kind, name, serial, end, state);
    }

    private static String state(Instant end, @Nullable Instant revoked, Instant now) {
        if (revoked != null) {
            return "revoked at " + revoked;
        }
        if (now.isAfter(end)) {
            return "expired";
        }
        Duration left = Duration.between(now, end);
        return left.compareTo(Expiry.NOTICE) > 0 ? "valid" : "expires in " + Validity.days(left);
    }
}
