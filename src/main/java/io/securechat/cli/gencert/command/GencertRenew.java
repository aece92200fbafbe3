package io.securechat.cli.gencert.command;

import io.securechat.Problem;
import io.securechat.cli.gencert.AuthorityOptions;
import io.securechat.cli.gencert.ClientOptions;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.cli.gencert.Issuer;
import io.securechat.cli.gencert.UserName;
import io.securechat.cli.terminal.UsageException;
import io.securechat.tls.authority.Authority;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.AuthorityDirectory.Update;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.HostNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gencert renew}: issues another certificate for the same name. */
@Command(
        name = "renew",
        header = "Issue a new key and certificate for the same name, and replace the files.",
        description = {
            "NAME is a user, or one of:%n",
            "  server  server.crt and server.key, for the same hosts",
            "  ca      ca.crt, with the same key and name; issued certificates stay valid",
            "  users   all users whose certificate is from the CA before this one (gencert ca --next)",
            "  crl     ca.crl, with the same revocations, valid for another year%n",
            "Earlier certificates of the name stay valid until they expire or are revoked. A user who was "
                    + "revoked can connect again with the new certificate."
        })
public final class GencertRenew implements Callable<Integer> {
    private static final Set<String> NOT_USERS = Set.of("server", "ca", "crl");

    @Parameters(paramLabel = "NAME", description = "User, or server, ca, crl or users")
    private String name = "";

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Override
    public Integer call() {
        if (!client.again().isEmpty() && NOT_USERS.contains(name)) {
            String option = client.again().strip().split("[ =]", 2)[0];
            throw new UsageException(
                    new Problem(option + " applies to certificates of users, not to " + name, "omit " + option));
        }
        switch (name) {
            case "server" -> renewServer();
            case "ca" -> renewAuthority();
            case "crl" -> renewRevocations();
            case "users" -> new Issuer(authority).renewFormer(client, days.orElse(DaysOption.USER));
            default -> renewUser(UserName.ofArgument(name));
        }
        return 0;
    }

    private void renewUser(UserName given) {
        Duration validity = days.orElse(DaysOption.USER);
        String issue = "gencert user" + authority.place().again() + " " + given + client.again();
        List<IssueLog.Entry> former = given.requireIssued(authority.directory().readLog(), issue);
        UserName user = new UserName(former.get(0).name());
        new Issuer(authority)
                .user(user, client, validity, true, log -> user.requireIssued(log, issue), notes(user, former));
    }

    private String[] notes(UserName user, List<IssueLog.Entry> former) {
        Instant now = Instant.now();
        String again = authority.place().again() + " " + user;
        List<String> notes = new ArrayList<>();
        if (former.stream().anyMatch(entry -> entry.isInForce(now))) {
            notes.add("note: the previous certificate stays valid; to invalidate it, revoke it and then renew again:");
            notes.add("    " + Problem.command("gencert revoke" + again));
        } else if (former.stream().anyMatch(entry -> entry.revoked() != null)) {
            notes.add("note: " + user.name() + " was revoked, and can connect again with this certificate");
        }
        if (Files.exists(user.file(authority.place().directory(), ".p12"))) {
            notes.add("note: the .p12 file still contains the previous key; to replace it:");
            notes.add("    " + Problem.command("gencert p12 --force" + again));
        }
        return notes.toArray(String[]::new);
    }

    private void renewServer() {
        Path file = authority.place().directory().resolve("server.crt");
        if (Files.notExists(file)) {
            throw new Problem(
                    "there is no " + file + " to renew",
                    "issue one: "
                            + Problem.command(
                                    "gencert server" + authority.place().again() + " HOST"));
        }
        X509Certificate old = PemFiles.readChain(file).get(0);
        new Issuer(authority)
                .server(
                        CertificateName.claimed(old).orElse(GencertServer.NAME),
                        HostNames.of(old),
                        days.orElse(DaysOption.SERVER),
                        true);
    }

    private void renewAuthority() {
        Duration validity = days.orElse(DaysOption.CA);
        AuthorityDirectory directory = authority.directory();
        X509Certificate renewed = authority.open().renewed(validity).certificate();
        List<X509Certificate> certificates = new ArrayList<>(directory.readCertificates());
        certificates.set(0, renewed);
        directory.update(true, log -> new Update(log, List.of(PemFile.of(directory.certificate(), certificates))));
        new IssueReport()
                .certificate(directory.certificate(), renewed)
                .next("give the new " + directory.certificate()
                        + " to the server and to all users; certificates that the CA has issued stay valid.");
    }

    private void renewRevocations() {
        Duration validity = days.orElse(DaysOption.REVOCATIONS);
        AuthorityDirectory directory = authority.directory();
        Authority ca = authority.open();
        directory.update(
                true,
                log -> new Update(
                        log, List.of(PemFile.ofLists(directory.revocations(), ca.revocationLists(log, validity)))));
        new IssueReport().revocations(directory);
    }
}
