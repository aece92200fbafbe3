package io.securechat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.ssl.SslContext;
import io.securechat.Problem;
import io.securechat.TemporaryFolder;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.TestTrust;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder with the certificates of servers and clients, in which servers are started. */
final class Workshop implements AutoCloseable {
    private final Plan plan;
    private final Processors processors;
    private final TemporaryFolder temporary;
    private final Path folder;
    private final List<Server> servers = new ArrayList<>();

    Workshop(Plan plan, Processors processors, Path parent) throws IOException, InterruptedException {
        this.plan = plan;
        this.processors = processors;
        this.temporary = new TemporaryFolder(parent, "securechat-bench");
        this.folder = temporary.path();
        Process gencert = Server.run(command(Stream.concat(plan.program(), Stream.of("gencert"))), folder);
        String output = new String(gencert.getInputStream().readAllBytes(), UTF_8);
        if (gencert.waitFor() != 0) {
            close();
            throw new Problem("gencert failed: " + output, "run gencert by itself");
        }
    }

    /** Starts a server in a new folder. */
    synchronized Server start(Contender contender) throws IOException {
        Server server = Server.start(
                command(contender.command(plan, folder)), Files.createTempDirectory(folder, contender.label()));
        servers.add(server);
        return server;
    }

    private List<String> command(Stream<String> arguments) {
        Stream<String> java = Stream.of(plan.java().toString(), "-Djava.io.tmpdir=" + folder);
        return Stream.of(processors.prefix().stream(), java, arguments)
                .flatMap(part -> part)
                .toList();
    }

    /** Returns the TLS context of clients, the same as in {@code join}. */
    SslContext clientContext() {
        Identity identity =
                PemFiles.readIdentity(folder.resolve("client.crt"), folder.resolve("client.key"), () -> new char[0]);
        Trust trust = TestTrust.of(PemFiles.readCertificates(folder.resolve("server.crt")), List.of());
        return TlsContexts.forClient(identity, trust, true, false);
    }

    boolean isPinned() {
        return processors.arePinned();
    }

    /** Stops the servers, and deletes the folder. */
    @Override
    public synchronized void close() {
        servers.forEach(Server::close);
        temporary.close();
    }
}
