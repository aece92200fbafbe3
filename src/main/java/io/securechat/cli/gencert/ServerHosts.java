package io.securechat.cli.gencert;

import io.securechat.Problem;
import io.securechat.cli.terminal.UsageException;
import io.securechat.tls.x509.HostNames;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The DNS names and IP addresses in a server's certificate. */
public final class ServerHosts {
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private ServerHosts() {}

    /**
     * Checks host names from the command line.
     *
     * @throws UsageException if one is neither a DNS name nor an IP address
     */
    public static void check(Collection<String> given) {
        try {
            given.forEach(HostNames::check);
        } catch (Problem problem) {
            throw new UsageException(problem);
        }
    }

    /** Returns the names and addresses of this machine, and the given ones. */
    public static Set<String> with(Collection<String> given) {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        hosts.addAll(machineName());
        hosts.addAll(given);
        return hosts;
    }

    /** Asks the kernel first: the resolver takes seconds if DNS is broken. */
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
