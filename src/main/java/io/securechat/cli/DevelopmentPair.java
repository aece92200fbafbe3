package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.HostNames;
import io.securechat.tls.Identity;
import io.securechat.tls.PemFile;
import io.securechat.tls.PemFiles;
import io.securechat.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server's and a client's identity for the same machine, each self-signed and pinned by the other, and the four files that
 * they are kept in.
 */
record DevelopmentPair(Path directory, Identity server, Identity client) {
    static final int DEFAULT_DAYS = 825;

    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** Makes a new pair; nothing is written yet. */
    static DevelopmentPair make(Path directory, Collection<String> hosts, int days) {
        SelfSigned maker = new SelfSigned(Clock.systemUTC(), Duration.ofDays(days));
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        names.addAll(machineName());
        names.addAll(hosts);
        return new DevelopmentPair(directory, maker.server(names), maker.client());
    }

    /**
     * Makes the pair of a directory unless it is there already.
     *
     * @return whether files were written
     * @throws Problem when some of the four files are there and some are not
     */
    static boolean makeIfMissing(Path directory) {
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
        make(directory, List.of(), DEFAULT_DAYS).write(false);
        return true;
    }

    /** Writes all four files, or none. */
    void write(boolean overwrite) {
        if (!Files.isDirectory(directory)) {
            throw new Problem("there is no directory " + directory, "make it first: mkdir -p " + directory);
        }
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

    /** The kernel is asked first, for the resolver may take seconds where DNS is broken. */
    private static List<String> machineName() {
        try {
            String name = Files.isReadable(KERNEL_HOST_NAME)
                    ? Files.readString(KERNEL_HOST_NAME).strip()
                    : InetAddress.getLocalHost().getHostName();
            return HostNames.isValid(name) ? List.of(name) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
