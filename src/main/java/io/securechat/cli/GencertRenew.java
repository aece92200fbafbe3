package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.Authority;
import io.securechat.tls.AuthorityDirectory;
import io.securechat.tls.AuthorityDirectory.Update;
import io.securechat.tls.CertificateName;
import io.securechat.tls.HostNames;
import io.securechat.tls.IssueLog;
import io.securechat.tls.PemFile;
import io.securechat.tls.PemFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gencert renew}: another certificate for who has one. */
@Command(
        name = "renew",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert renew NAME|server|ca|crl [OPTION...]%n",
        header = {
            "Makes a new key and certificate for a name that the CA has given before, and",
            "replaces the files.",
            ""
        },
        description = {
            "server  server.crt and server.key, for the same hosts",
            "ca      ca.crt: the same key and name; all that it has issued stays valid",
            "crl     ca.crl: the same revocations, good for another year%n",
            "What the name had before stays valid for as long as it was meant to, unless",
            "it is revoked first. Who was revoked comes in again with the new certificate.%n",
            "Options:"
        })
final class GencertRenew implements Callable<Integer> {
    private static final Set<String> NOT_USERS = Set.of("server", "ca", "crl");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "who or what is renewed")
    private String name = "";

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Override
    public Integer call() {
        if (client.isChosen() && NOT_USERS.contains(name)) {
            throw new UsageException(
                    spec, new Problem("--for is for the certificates of users, not for " + name, "leave --for away"));
        }
        switch (name) {
            case "server" -> renewServer();
            case "ca" -> renewAuthority();
            case "crl" -> renewRevocations();
            default -> renewUser(UserName.of(spec, name));
        }
        return 0;
    }

    private void renewUser(UserName given) {
        Duration validity = days.orElse(DaysOption.USER);
        List<IssueLog.Entry> former = former(given, authority.directory().readLog());
        UserName user = new UserName(former.get(0).name());
        new UserIssue(authority, client, user)
                .issue(validity, true, log -> former(user, log), new Report(spec), notes(user, former));
    }

    private List<IssueLog.Entry> former(UserName user, IssueLog log) {
        List<IssueLog.Entry> entries = log.select(user::holds);
        if (entries.isEmpty()) {
            throw new Problem(
                    "the CA has never given the name " + user.name(),
                    Problem.command("gencert user" + authority.place().again() + " " + user + client.again()));
        }
        return entries;
    }

    private String[] notes(UserName user, List<IssueLog.Entry> former) {
        Instant now = Instant.now();
        String again = authority.place().again() + " " + user;
        List<String> notes = new ArrayList<>();
        if (former.stream().anyMatch(entry -> entry.isInForce(now))) {
            notes.add("note: the former certificate stays valid as well; to end it, revoke first and renew then:");
            notes.add("    " + Problem.command("gencert revoke" + again));
        } else if (former.stream().anyMatch(entry -> entry.revoked() != null)) {
            notes.add("note: " + user.name() + " was revoked, and comes in again with this certificate");
        }
        if (Files.exists(user.file(authority.place().directory(), ".p12"))) {
            notes.add("note: the .p12 file still has the former key; this makes it anew:");
            notes.add("    " + Problem.command("gencert p12 --force" + again));
        }
        return notes.toArray(String[]::new);
    }

    private void renewServer() {
        Path file = authority.place().directory().resolve("server.crt");
        if (Files.notExists(file)) {
            throw new Problem(
                    "there is no " + file + " to renew",
                    "make one: "
                            + Problem.command(
                                    "gencert server" + authority.place().again() + " HOST"));
        }
        X509Certificate old = PemFiles.readChain(file).get(0);
        new ServerIssue(authority)
                .issue(
                        CertificateName.claimed(old).orElse(GencertServer.NAME),
                        HostNames.of(old),
                        days.orElse(DaysOption.SERVER),
                        true,
                        new Report(spec));
    }

    private void renewAuthority() {
        Duration validity = days.orElse(DaysOption.CA);
        AuthorityDirectory directory = authority.directory();
        X509Certificate renewed = authority.open().renewed(validity).certificate();
        directory.update(true, log -> new Update(log, List.of(PemFile.of(directory.certificate(), List.of(renewed)))));
        new Report(spec)
                .certificate(directory.certificate(), renewed)
                .next("give the new " + directory.certificate()
                        + " to the server and to all who trust it; what it has issued stays valid.");
    }

    private void renewRevocations() {
        Duration validity = days.orElse(DaysOption.REVOCATIONS);
        AuthorityDirectory directory = authority.directory();
        Authority ca = authority.open();
        directory.update(
                true,
                log -> new Update(log, List.of(PemFile.of(directory.revocations(), ca.revocationList(log, validity)))));
        new Report(spec).revocations(directory);
    }
}
