package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.Authority;
import io.securechat.tls.AuthorityDirectory;
import io.securechat.tls.AuthorityDirectory.Update;
import io.securechat.tls.IssueLog;
import io.securechat.tls.IssueLog.Entry;
import io.securechat.tls.PemFile;
import io.securechat.tls.PemFiles;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gencert revoke}: shuts out who had a certificate. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert revoke NAME|FILE... [OPTION...]%n",
        header = {"Revokes all certificates of a name, or the one in a file: ca.crl.", ""},
        description = {
            "A server that uses ca.crl refuses them from then on, and closes the",
            "connections that they have open. \"server\" is the name of all server",
            "certificates. The name stays given: gencert renew NAME lets its holder in",
            "again.%n",
            "Options:"
        })
final class GencertRevoke implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME|FILE", arity = "1..*", description = "whose certificates, or which one")
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
                    revoked, List.of(PemFile.of(directory.revocations(), authority.revocationList(revoked, validity))));
        });
        Report report = new Report(spec);
        for (Entry entry : changed) {
            report.line("revoked " + entry.kind() + " " + entry.name() + ", serial "
                    + entry.serial().toString(16) + ", valid until " + Report.date(entry.end()));
        }
        report.revocations(directory);
        return 0;
    }

    /** The log as it is after everything that was asked for is revoked. */
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
                    "the CA has given no certificate to '" + one + "', and there is no such file",
                    "this lists what it has issued: "
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

    /** All in the file but the CA's own, which often ends a chain. */
    private static List<X509Certificate> certificates(Path file, AuthorityDirectory directory) {
        X509Certificate authority = directory.readCertificate();
        List<X509Certificate> certificates = PemFiles.readChain(file).stream()
                .filter(certificate -> !certificate.equals(authority))
                .distinct()
                .toList();
        if (certificates.isEmpty()) {
            throw new Problem(
                    file + " holds the CA's own certificate, which no list of the CA can revoke",
                    "make another CA, and let the server trust only that: " + Problem.command("gencert ca --dir DIR"));
        }
        if (!certificates.stream().allMatch(directory::hasIssued)) {
            throw new Problem(
                    "the certificate in " + file + " is not of the CA " + directory.certificate(),
                    "name the directory of its CA with --dir DIR");
        }
        return certificates;
    }

    private IssueLog revoked(IssueLog log, Predicate<Entry> which, String one, Instant now) {
        List<Entry> all = log.select(which);
        if (all.stream().noneMatch(entry -> entry.isInForce(now))) {
            Entry last = all.get(all.size() - 1);
            throw new Problem(
                    "there is nothing to revoke of '" + one + "': the last certificate "
                            + (last.revoked() == null
                                    ? "expired at " + last.end()
                                    : "was revoked at " + last.revoked()),
                    "this lists what the CA has issued: "
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
