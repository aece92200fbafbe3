package io.securechat.server;

import io.securechat.irc.Names;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about a server when it starts.
 *
 * @param host the name or address to listen on; a name with several addresses is listened on at all of them
 * @param port 0 takes any free one
 * @param name the server's name in IRC
 * @param network what clients show as the network's name
 * @param lobby the channel that everybody is joined to, or null
 * @param names who bears which name
 * @param sendQueue bytes that may wait for a connection before it is closed
 * @param ping how long a connection may be silent before it is asked for a sign of life, and again before it is given up
 * @param maxConnections how many connections are let in at a time, not counting those that are still in their handshake
 * @param maxPerCertificate how many connections may show the same certificate at a time; 0 for any number,
 *     {@link #DEFAULT_PER_CERTIFICATE} for {@link #MAX_PER_CERTIFICATE} or {@link #MAX_PER_SHARED_CERTIFICATE}
 * @param operators the names of those who run the server
 * @param replay how many of a channel's last messages a client gets on entering it that cannot ask for them; 0 for none
 * @param operPassword what OPER asks for; null where a certificate with an operator's name is enough
 * @param flood how much a user may send before the rest has to wait; null for any amount
 * @param largeRoom with more members than this not everybody in a room is told who comes and goes
 */
public record Settings(
        String host,
        int port,
        String name,
        String network,
        @Nullable String lobby,
        NamePolicy names,
        int sendQueue,
        Duration ping,
        int maxConnections,
        int maxPerCertificate,
        Set<String> operators,
        int replay,
        @Nullable String operPassword,
        @Nullable Rate flood,
        int largeRoom) {
    /** As many connections with the same certificate as suit its kind. */
    public static final int DEFAULT_PER_CERTIFICATE = -1;

    /** Connections at a time with a certificate that names one person, and with one that may be shared by a team. */
    public static final int MAX_PER_CERTIFICATE = 50;

    public static final int MAX_PER_SHARED_CERTIFICATE = 1000;

    public Settings {
        operators = operators.stream().map(Names::fold).collect(Collectors.toUnmodifiableSet());
    }

    /** Nicks that nobody may have, nor one that looks like them: those of services, of the server and of its network. */
    List<String> reservedNames() {
        return Stream.concat(Names.SERVICES.stream(), Stream.of(name, network)).toList();
    }
}
