package io.securechat.server;

import java.time.Duration;
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
 * @param maxConnections how many connections are accepted at a time
 * @param maxPerCertificate how many connections may show the same certificate at a time; 0 for any number
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
        int maxPerCertificate) {}
