package io.securechat.server.settings;

import io.securechat.irc.Names;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server, fixed from its start; only its operators may be replaced.
 *
 * @param host the name or address to listen on; all addresses of a name are listened on
 * @param port 0 for any free port
 * @param name the server's name in IRC
 * @param network the name of the network that clients show
 * @param lobby the channel that all users join, or null
 * @param names the naming policy
 * @param replay the number of past messages sent to a client that joins a channel and cannot ask for them; 0 for none
 */
public record Settings(
        String host,
        int port,
        String name,
        String network,
        @Nullable String lobby,
        NamePolicy names,
        int replay,
        Operators operators,
        Limits limits) {
    /**
     * The operators of the server.
     *
     * @param names the names of the operators, folded
     * @param password the password for OPER; null if a certificate with an operator's name is enough
     */
    public record Operators(Set<String> names, @Nullable String password) {
        public Operators {
            names = names.stream().map(Names::fold).collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * The limits for clients.
     *
     * @param sendQueue bytes that may wait for a client before its connection is closed
     * @param ping the silence after which a client is sent a PING, and after which it is disconnected then
     * @param connections connections at a time, without those that have not completed their handshake
     * @param perCertificate connections at a time with the same certificate; 0 for any number,
     *     {@link #DEFAULT_PER_CERTIFICATE} for {@link #MAX_PER_CERTIFICATE} or {@link #MAX_PER_SHARED_CERTIFICATE}
     * @param flood the rate of a user's messages; null for no limit
     * @param largeRoom the number of members above which a room is large: its members are not sent every JOIN and PART
     */
    public record Limits(
            int sendQueue,
            Duration ping,
            int connections,
            int perCertificate,
            @Nullable Rate flood,
            int largeRoom) {
        /** The default for the kind of certificate. */
        public static final int DEFAULT_PER_CERTIFICATE = -1;

        /** Connections at a time with a certificate that names one person. */
        public static final int MAX_PER_CERTIFICATE = 50;

        /** Connections at a time with a certificate that a team may share. */
        public static final int MAX_PER_SHARED_CERTIFICATE = 1000;
    }

    /**
     * A rate limit.
     *
     * @param messages the burst, and the number of messages in each period
     */
    public record Rate(int messages, Duration per) {}

    /** The nicks that no user may have, nor a nick that looks like them: services, the server and its network. */
    public List<String> reservedNames() {
        return Stream.concat(Names.SERVICES.stream(), Stream.of(name, network)).toList();
    }
}
