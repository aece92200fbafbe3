package io.securechat.cli.gencert.command;

import io.securechat.Problem;
import io.securechat.cli.gencert.AuthorityOptions;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.cli.gencert.UserName;
import io.securechat.tls.authority.Authority;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.AuthorityDirectory.Update;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.IssueLog.Entry;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gencert revoke}: revokes certificates. */
@Command(
        name = "revoke",
        header = "Revoke all certificates of a name, or the one in a file: ca.crl.",
        description = {
            "A server that uses ca.crl then refuses these certificates and closes their open connections. "
                    + "\"server\" is the name of all server certificates. The name stays with its holder: gencert "
                    + "renew NAME issues a new certificate for it."
        })
public final class GencertRevoke implements Callable<Integer> {
    @Parameters(paramLabel = "NAME|FILE", arity = "1..*", description = "Name of a user, or a certificate file")
    private List<String> whom = List.of();

    @Mixin
    private AuthorityOptions options = new AuthorityOptions();

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Duration validity = Duration.ofDays(DaysOption.REVOCATIONS);
        AuthorityDirectory directory = options.directory();
        revoked(directory.readLog(), directory, now);
        Authority authority = options.open();
        List<Entry> changed = new ArrayList<>();
        directory.update(true, log -> {
            IssueLog revoked = revoked(log, directory, now);
            changed.addAll(revoked.select(entry -> !log.entries().contains(entry)));
            return new Update(
                    revoked,
                    List.of(PemFile.ofLists(directory.revocations(), authority.revocationLists(revoked, validity))));
        });
        IssueReport report = new IssueReport();
        for (Entry entry : changed) {
            report.line("revoked " + entry.kind() + " " + entry.name() + ", serial "
                    + entry.serial().toString(16) + ", valid until " + IssueReport.date(entry.end()));
        }
        report.revocations(directory);
        return 0;
    }

    /** Returns the log with all requested certificates revoked. */
    private IssueLog revoked(IssueLog log, AuthorityDirectory directory, Instant now) {
        IssueLog result = log;
        for (String one : whom) {
            result = revoked(one, result, directory, now);
        }
        return result;
    }

    private IssueLog revoked(String one, IssueLog log, AuthorityDirectory directory, Instant now) {
        UserName user = new UserName(one);
        Predicate<Entry> named = one.equals("server") ? entry -> entry.kind() == IssueLog.Kind.SERVER : user::holds;
        if (!log.select(named).isEmpty()) {
            return revoked(log, named, one, now);
        }
        Path file = existing(one);
        if (file == null) {
            throw new Problem(
                    "the CA has issued no certificate to '" + one + "', and there is no such file",
                    "list all certificates: "
                            + Problem.command("gencert show" + options.place().again()));
        }
        IssueLog complete = log;
        Set<BigInteger> serials = new HashSet<>();
        for (X509Certificate certificate : certificates(file, directory)) {
            BigInteger serial = certificate.getSerialNumber();
            serials.add(serial);
            boolean logged = !log.select(entry -> entry.serial().equals(serial)).isEmpty();
            complete = logged ? complete : complete.with(certificate);
        }
        return revoked(complete, entry -> serials.contains(entry.serial()), one, now);
    }

    /** Returns the certificates in a file without the CA's own, which often ends a chain. */
    private static List<X509Certificate> certificates(Path file, AuthorityDirectory directory) {
        List<X509Certificate> authorities = directory.readCertificates();
        List<X509Certificate> certificates = PemFiles.readChain(file).stream()
                .filter(certificate -> !authorities.contains(certificate))
                .distinct()
                .toList();
        if (certificates.isEmpty()) {
            throw new Problem(
                    file + " contains the CA's own certificate, which the CA cannot revoke",
                    "create another CA, and let the server trust only that: "
                            + Problem.command("gencert ca --dir DIR"));
        }
        if (!certificates.stream().allMatch(directory::hasIssued)) {
            throw new Problem(
                    "the certificate in " + file + " was not issued by the CA " + directory.certificate(),
                    "use --dir DIR with the directory of its CA");
        }
        return certificates;
    }

    private IssueLog revoked(IssueLog log, Predicate<Entry> which, String one, Instant now) {
        List<Entry> all = log.select(which);
        if (all.stream().noneMatch(entry -> entry.isInForce(now))) {
            Entry last = all.get(all.size() - 1);
            throw new Problem(
                    "'" + one + "' has no certificate to revoke: the last certificate "
                            + (last.revoked() == null
                                    ? "expired at " + last.end()
                                    : "was revoked at " + last.revoked()),
                    "list all certificates: "
                            + Problem.command("gencert show" + options.place().again()));
        }
        return log.revoke(entry -> which.test(entry) && entry.isInForce(now), now);
    }

    private static @Nullable Path existing(String name) {
        try {
            Path file = Path.of(name);
            return Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
