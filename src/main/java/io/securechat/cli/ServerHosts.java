package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.HostNames;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The names and addresses that a server's certificate is for. */
final class ServerHosts {
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private ServerHosts() {}

    /** Refuses what is neither a DNS name nor an IP address. */
    static void check(@Nullable CommandSpec spec, Collection<String> given) {
        try {
            given.forEach(HostNames::check);
        } catch (Problem problem) {
            throw new UsageException(spec, problem);
        }
    }

    /** This machine's, and those that the user has given. */
    static Set<String> with(Collection<String> given) {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        hosts.addAll(machineName());
        hosts.addAll(given);
        return hosts;
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
