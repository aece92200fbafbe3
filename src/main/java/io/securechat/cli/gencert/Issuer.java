package io.securechat.cli.gencert;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.authority.Authority;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.AuthorityDirectory.Update;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.SigningRequest;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
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
        Identity identity = ca.user(user.name(), validity);
        directory.update(overwrite, log -> {
            check.accept(log);
            return new Update(log.with(identity.certificate()), files(user, client, identity));
        });
        Path certificate = file(user, ".crt");
        report.certificate(certificate, identity.certificate()).key(file(user, ".key"));
        Stream.of(notes).forEach(report::line);
        report.end(identity.certificate(), ca.certificate());
        Path authority = directory.certificate();
        if (client.isChosen()) {
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

    /** A .pem file that exists for another client is replaced too, so that it never keeps an old key. */
    private List<PemFile> files(UserName user, ClientOptions client, Identity identity) {
        List<PemFile> files = new ArrayList<>(PemFile.of(file(user, ".crt"), file(user, ".key"), identity));
        Path both = file(user, ".pem");
        if (client.isChosen() || Files.exists(both)) {
            files.add(PemFile.ofBoth(both, identity));
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
        if (replaced) {
            report.line("A server that runs with these files uses the new certificate from now on.");
        } else {
            report.next(
                    "run the server, which accepts all users of the CA:",
                    Problem.command("serve" + serveOptions(certificate, key)));
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
