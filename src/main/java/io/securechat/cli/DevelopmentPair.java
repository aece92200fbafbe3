package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.Identity;
import io.securechat.tls.PemFile;
import io.securechat.tls.PemFiles;
import io.securechat.tls.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server's and a client's identity for the same machine, each self-signed and pinned by the other, and the four files that
 * they are kept in.
 */
record DevelopmentPair(Path directory, Identity server, Identity client) {
    /** Makes a new pair; nothing is written yet. */
    static DevelopmentPair make(Path directory, Collection<String> hosts, Duration validity) {
        SelfSigned maker = new SelfSigned(Clock.systemUTC(), validity);
        return new DevelopmentPair(directory, maker.server(ServerHosts.with(hosts)), maker.client());
    }

    /**
     * Makes the pair of a directory unless it is there already.
     *
     * @return whether files were written
     * @throws Problem when some of the four files are there and some are not
     */
    static boolean makeIfMissing(Path directory) {
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
                    "make all of them anew: " + Problem.command("gencert --force"));
        }
        make(directory, List.of(), Duration.ofDays(DaysOption.SERVER)).write(false);
        return true;
    }

    /** Writes all four files, or none. */
    void write(boolean overwrite) {
        List<PemFile> files = new ArrayList<>();
        files.addAll(PemFile.of(serverCertificate(), serverKey(), server));
        files.addAll(PemFile.of(clientCertificate(), clientKey(), client));
        PemFiles.write(files, overwrite);
    }

    Path serverCertificate() {
        return directory.resolve("server.crt");
    }

    Path serverKey() {
        return directory.resolve("server.key");
    }

    Path clientCertificate() {
        return directory.resolve("client.crt");
    }

    Path clientKey() {
        return directory.resolve("client.key");
    }

    private static Stream<Path> files(Path directory) {
        return Stream.of("server.crt", "server.key", "client.crt", "client.key").map(directory::resolve);
    }
}
