package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.Authority;
import io.securechat.tls.AuthorityDirectory;
import io.securechat.tls.AuthorityDirectory.Update;
import io.securechat.tls.Identity;
import io.securechat.tls.PemFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** Gives a server its certificate: what {@code gencert server} and {@code gencert renew server} have in common. */
record ServerIssue(AuthorityOptions options, Path certificate, Path key) {
    ServerIssue(AuthorityOptions options) {
        this(
                options,
                options.place().directory().resolve("server.crt"),
                options.place().directory().resolve("server.key"));
    }

    void issue(String name, Collection<String> hosts, Duration validity, boolean overwrite, Report report) {
        Authority ca = options.open();
        Identity server = ca.server(name, hosts, validity);
        options.directory()
                .update(
                        overwrite,
                        log -> new Update(log.with(server.certificate()), PemFile.of(certificate, key, server)));
        report.certificate(certificate, server.certificate())
                .key(key)
                .end(server.certificate(), ca.certificate())
                .next("run the server, which lets in whom the CA knows:", Problem.command("serve" + serveOptions()));
    }

    private String serveOptions() {
        if (options.place().isWorkingDirectory()) {
            return "";
        }
        AuthorityDirectory directory = options.directory();
        String revocations =
                Files.exists(directory.revocations()) ? " --crl " + Shell.word(directory.revocations()) : "";
        return Report.options(certificate, key, directory.certificate()) + revocations;
    }
}
