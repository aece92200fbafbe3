package io.securechat.cli.gencert;

import io.securechat.Problem;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Self-signed identities of a server and a client on the same machine, each pinned by the other, in four files. */
public record DevelopmentPair(Path directory, Identity server, Identity client) {
    /** Creates a pair without writing it. */
    public static DevelopmentPair make(Path directory, Collection<String> hosts, Duration validity) {
        SelfSigned maker = new SelfSigned(Clock.systemUTC(), validity);
        return new DevelopmentPair(directory, maker.server(ServerHosts.with(hosts)), maker.client());
    }

    /**
     * Creates the pair of a directory unless all of its files exist.
     *
     * @return whether files were written
     * @throws Problem if only some of the four files exist
     */
    public static boolean makeIfMissing(Path directory) {
        PemFiles.settle(directory);
        List<Path> missing = files(directory).filter(Files::notExists).toList();
        if (missing.isEmpty()) {
            return false;
        }
        if (missing.size() < files(directory).count()) {
            String names = missing.stream().map(Path::toString).collect(Collectors.joining(", "));
            throw new Problem(
                    "of the development certificates and keys, " + names + (missing.size() == 1 ? " is" : " are")
                            + " missing",
                    "replace all of them: " + Problem.command("gencert --force"));
        }
        make(directory, List.of(), Duration.ofDays(DaysOption.SERVER)).write(false);
        return true;
    }

    /** Writes all four files, or none. */
    public void write(boolean overwrite) {
        List<PemFile> files = new ArrayList<>();
        files.addAll(PemFile.of(serverCertificate(), serverKey(), server));
        files.addAll(PemFile.of(clientCertificate(), clientKey(), client));
        PemFiles.write(files, overwrite);
    }

    public Path serverCertificate() {
        return directory.resolve("server.crt");
    }

    public Path serverKey() {
        return directory.resolve("server.key");
    }

    public Path clientCertificate() {
        return directory.resolve("client.crt");
    }

    public Path clientKey() {
        return directory.resolve("client.key");
    }

    private static Stream<Path> files(Path directory) {
        return Stream.of("server.crt", "server.key", "client.crt", "client.key").map(directory::resolve);
    }
}
