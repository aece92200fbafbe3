package io.securechat.cli.gencert.command;

import io.securechat.SafeText;
import io.securechat.cli.gencert.DirectoryOption;
import io.securechat.cli.gencert.Inventory;
import io.securechat.cli.gencert.Inventory.Item;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.cli.option.Converters;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gencert show}: lists the certificates that the CA has issued, or describes files. */
@Command(
        name = "show",
        header = "List the certificates that the CA has issued, or describe files.",
        description = {
            "FILE contains certificates, a revocation list or a signing request, in PEM format. Revocations "
                    + "are read from ca.crl. Private keys are never shown.%n",
            "With --expiring, the exit code is 1 if anything is listed: a certificate that its holder has not "
                    + "renewed yet, the CA's or ca.crl."
        })
public final class GencertShow implements Callable<Integer> {
    private static final int MOST_DAYS = 3650;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "File to describe")
    private List<Path> files = List.of();

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(
            names = "--expiring",
            paramLabel = "DAYS",
            converter = Days.class,
            description =
                    "List only what expires within DAYS days, or has expired in the last DAYS days, and has not been renewed")
    private @Nullable Integer expiring;

    @Option(names = "--json", description = "Print a JSON object for each certificate, list or request, one a line")
    private boolean json;

    @Override
    public Integer call() {
        PrintStream out = System.out;
        AuthorityDirectory directory = new AuthorityDirectory(place.directory());
        Instant now = Instant.now();
        if (json || expiring != null) {
            return inventory(directory, now, out);
        }
        if (files.isEmpty()) {
            list(directory.readCertificates(), directory.readLog(), now, out);
        }
        for (Path file : files) {
            for (PemDescription description : PemDescription.read(file, directory.readRevocations(), now)) {
                print(file, description, out);
            }
        }
        out.flush();
        return 0;
    }

    private int inventory(AuthorityDirectory directory, Instant now, PrintStream out) {
        Inventory all = files.isEmpty()
                ? Inventory.of(directory, place.again())
                : Inventory.of(files, directory.readRevocations(), now);
        Inventory shown = expiring == null ? all : all.expiring(now, Duration.ofDays(expiring));
        for (Item item : shown.items()) {
            out.println(json ? item.json(now) : item.warning(now));
        }
        out.flush();
        return expiring == null || shown.items().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(Path file, PemDescription description, PrintStream out) {
        out.println(SafeText.printable(file.toString()) + "  " + description.title());
        description.facts().forEach((name, value) -> out.printf("    %-12s%s%n", name, value));
    }

    private static void list(List<X509Certificate> authorities, IssueLog log, Instant now, PrintStream out) {
        for (X509Certificate ca : authorities) {
            Instant end = Validity.end(ca);
            out.println((ca.equals(authorities.get(0)) ? "CA " : "former CA ") + CertificateName.subject(ca)
                    + ", valid until " + IssueReport.date(end) + ", " + state(end, null, now));
        }
        List<Entry> former = log.former(now);
        if (!former.isEmpty()) {
            out.println("certificates of the former CA only: "
                    + former.stream().map(Entry::name).collect(Collectors.joining(", ")));
        }
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

    private static final class Days extends Converters.Range {
        Days() {
            super(0, MOST_DAYS, "use 0 to " + MOST_DAYS);
        }
    }
}
