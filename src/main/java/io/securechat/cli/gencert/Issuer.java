package io.securechat.cli.gencert;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.gencert.MemberList.Member;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.tls.authority.Authority;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.AuthorityDirectory.Update;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.SigningRequest;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.Validity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Issues certificates from the CA in a directory, writes their files and reports them. */
public final class Issuer {
    private final AuthorityOptions options;
    private final AuthorityDirectory directory;
    private final IssueReport report = new IssueReport();

    /** @throws Problem if there is no such directory */
    public Issuer(AuthorityOptions options) {
        this.options = options;
        this.directory = options.directory();
    }

    /**
     * Issues a key and a certificate for a user.
     *
     * @param overwrite whether to replace existing files
     * @param check throws a {@link Problem} if the log does not allow it
     * @param notes further lines of the report
     */
    public void user(
            UserName user,
            ClientOptions client,
            Duration validity,
            boolean overwrite,
            Consumer<IssueLog> check,
            String... notes) {
        check.accept(directory.readLog());
        Authority ca = options.open();
        Identity identity = issue(ca, user, client, validity, overwrite, check);
        Path certificate = file(user, ".crt");
        report.certificate(certificate, identity.certificate()).key(file(user, ".key"));
        Stream.of(notes).forEach(report::line);
        report.end(identity.certificate(), ca.certificate());
        Path authority = directory.certificate();
        if (client.isBundle()) {
            report.line(file(user, ".zip") + "  all that " + user.name() + " needs, with the key; keep it secret");
            report.next("send " + file(user, ".zip") + " to " + user.name()
                    + " over a secure channel, and delete it here.");
        } else if (client.isChosen()) {
            Path both = file(user, ".pem");
            report.line(both + "  both in one file; keep it secret");
            report.next("for " + user.name() + ":", client.instructions(user, both, authority));
        } else {
            // In the working directory, join finds the other two files by itself.
            String join = options.place().isWorkingDirectory()
                    ? " --cert " + Shell.word(certificate)
                    : IssueReport.options(certificate, file(user, ".key"), authority);
            report.next(
                    "give both files and " + authority + " to " + user.name() + ", who joins with:",
                    Problem.command("join" + join + " HOST"));
        }
    }

    private Identity issue(
            Authority ca,
            UserName user,
            ClientOptions client,
            Duration validity,
            boolean overwrite,
            Consumer<IssueLog> check) {
        Identity identity = ca.user(user.name(), validity);
        List<PemFile> files = files(user, client, identity);
        directory.update(overwrite, log -> {
            check.accept(log);
            return new Update(log.with(identity.certificate()), files);
        });
        return identity;
    }

    /**
     * Issues a key and a certificate to each user of a list, except those that have one. An interrupted run is continued by another
     * one.
     *
     * @throws Problem before anything is issued, if a name cannot be issued
     */
    public void users(MemberList list, ClientOptions client, Duration validity) {
        IssueLog before = directory.readLog();
        List<Member> missing = new ArrayList<>();
        for (Member member : list.members()) {
            if (before.select(member.user()::holds).isEmpty()) {
                missing.add(member);
                requireFree(list, member, before);
            }
        }
        Authority ca = options.open();
        for (Member member : missing) {
            Identity identity =
                    issue(ca, member.user(), client, validity, false, log -> requireFree(list, member, log));
            report.line(given(member.user(), client) + "  valid until "
                    + IssueReport.date(Validity.end(identity.certificate())));
        }
        list.members().stream()
                .filter(member -> client.isBundle() && !missing.contains(member))
                .forEach(member -> bundleAgain(member.user(), client));
        int others = list.members().size() - missing.size();
        report.line(missing.size() + " issued"
                + (others == 0 ? "" : ", " + others + " in the list had a certificate already"));
        if (client.isBundle()) {
            report.next("send each member the .zip file over a secure channel, and delete it here.");
        } else {
            report.next("give each member NAME.crt, NAME.key and " + directory.certificate()
                    + " over a secure channel; --bundle puts them into one file, with a README.");
        }
    }

    /**
     * Issues another key and certificate to each user who has a valid certificate of the former CA only, and whose key is here.
     *
     * @throws Problem if there is none
     */
    public void renewFormer(ClientOptions client, Duration validity) {
        Instant now = Instant.now();
        List<UserName> users = former(directory.readLog(), now);
        if (users.isEmpty()) {
            throw new Problem(
                    "no user has a certificate of a CA before " + directory.certificate(),
                    "list all certificates: "
                            + Problem.command("gencert show" + options.place().again()));
        }
        Authority ca = options.open();
        List<UserName> elsewhere = new ArrayList<>();
        int renewed = 0;
        for (UserName user : users) {
            if (Files.notExists(file(user, ".key"))) {
                elsewhere.add(user);
                continue;
            }
            Identity identity = issue(ca, user, client, validity, true, log -> {});
            report.line(
                    given(user, client) + "  valid until " + IssueReport.date(Validity.end(identity.certificate())));
            renewed++;
        }
        report.line(renewed + " renewed");
        elsewhere.forEach(user -> report.line("note: the key of " + user.name()
                + " is not here; sign a new request with: "
                + Problem.command("gencert sign --renew" + options.place().again() + " " + user + ".csr")));
        report.next("send all of them their files and " + directory.certificate()
                + "; gencert show lists the users who are left.");
    }

    /** Returns the users who have a valid certificate of the former CA only. */
    public static List<UserName> former(IssueLog log, Instant now) {
        return log.former(now).stream()
                .filter(entry -> entry.kind() == IssueLog.Kind.USER)
                .map(entry -> new UserName(entry.name()))
                .toList();
    }

    private Path given(UserName user, ClientOptions client) {
        return file(user, client.isBundle() ? ".zip" : ".crt");
    }

    private void requireFree(MemberList list, Member member, IssueLog log) {
        try {
            member.user().requireFree(log, "gencert renew" + options.place().again() + " " + member.user());
        } catch (Problem problem) {
            throw list.at(member, problem);
        }
    }

    /** Packs the files of a user who has a certificate already, if the key is here. */
    private void bundleAgain(UserName user, ClientOptions client) {
        Path key = file(user, ".key");
        Path zip = file(user, ".zip");
        if (Files.exists(key) && Files.notExists(zip)) {
            Identity identity = PemFiles.readIdentity(file(user, ".crt"), key, new Passphrase(null, key));
            PemFiles.write(List.of(bundle(user, client, identity)), false);
            report.line(zip + "  packed");
        }
    }

    private PemFile bundle(UserName user, ClientOptions client, Identity identity) {
        return new Bundle(
                        user,
                        file(user, ".zip"),
                        client.bundleServer(options.place().directory().resolve("server.crt")))
                .file(identity, PemFiles.readCertificates(directory.certificate()));
    }

    /** A .pem file that exists for another client is replaced too, so that it never keeps an old key. */
    private List<PemFile> files(UserName user, ClientOptions client, Identity identity) {
        List<PemFile> files = new ArrayList<>(PemFile.of(file(user, ".crt"), file(user, ".key"), identity));
        Path both = file(user, ".pem");
        if (client.isChosen() || Files.exists(both)) {
            files.add(PemFile.ofBoth(both, identity));
        }
        if (client.isBundle()) {
            files.add(bundle(user, client, identity));
        }
        return files;
    }

    private Path file(UserName user, String extension) {
        return user.file(options.place().directory(), extension);
    }

    /**
     * Signs the certificate signing request of a user.
     *
     * @param overwrite whether to replace an existing certificate
     * @param check throws a {@link Problem} if the log does not allow it
     */
    public void sign(
            UserName user, SigningRequest request, Duration validity, boolean overwrite, Consumer<IssueLog> check) {
        check.accept(directory.readLog());
        Authority ca = options.open();
        X509Certificate certificate = ca.sign(request, validity);
        Path target = file(user, ".crt");
        directory.update(overwrite, log -> {
            check.accept(log);
            return new Update(log.with(certificate), List.of(PemFile.of(target, List.of(certificate))));
        });
        report.certificate(target, certificate)
                .end(certificate, ca.certificate())
                .next("send " + target + " and " + directory.certificate() + " to " + user.name() + ".");
    }

    /**
     * Issues a key and a certificate for a server.
     *
     * @param hosts the DNS names and IP addresses that the certificate is for
     * @param overwrite whether to replace existing files
     */
    public void server(String name, Collection<String> hosts, Duration validity, boolean overwrite) {
        Path certificate = options.place().directory().resolve("server.crt");
        Path key = options.place().directory().resolve("server.key");
        Authority ca = options.open();
        boolean replaced = Files.exists(certificate);
        Identity server = ca.server(name, hosts, validity);
        directory.update(
                overwrite, log -> new Update(log.with(server.certificate()), PemFile.of(certificate, key, server)));
        report.certificate(certificate, server.certificate()).key(key).end(server.certificate(), ca.certificate());
        String serve = Problem.command("serve" + serveOptions(certificate, key));
        if (replaced) {
            report.line("")
                    .line("A server that uses these files has the new ones now. If none runs:")
                    .line("    " + serve);
        } else {
            report.next("run the server, which accepts all users of the CA:", serve);
        }
    }

    private String serveOptions(Path certificate, Path key) {
        if (options.place().isWorkingDirectory()) {
            return "";
        }
        Path revocations = directory.revocations();
        return IssueReport.options(certificate, key, directory.certificate())
                + (Files.exists(revocations) ? " --crl " + Shell.word(revocations) : "");
    }
}
