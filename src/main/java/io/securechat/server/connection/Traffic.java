package io.securechat.server.connection;

import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Counts what the connections of one event loop receive and are sent. Owned by the loop. */
public final class Traffic {
    private final EventLoop loop;
    private final Collection<ClientConnection> connections;
    private long received;
    private long sent;
    private long sentBytes;
    private long overflowed;

    /**
     * Measurements of connections.
     *
     * @param connections admitted connections
     * @param received lines received
     * @param sent messages sent, once for each receiver
     * @param sentBytes bytes sent, without TLS
     * @param overflowed connections closed because they did not read fast enough
     * @param waiting bytes that wait to be sent
     * @param longest bytes that wait for one connection, at most
     */
    public record Figures(
            int connections, long received, long sent, long sentBytes, long overflowed, long waiting, long longest) {
        public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

        /** Returns the measurements of both. */
        public Figures and(Figures other) {
            return new Figures(
                    connections + other.connections,
                    received + other.received,
                    sent + other.sent,
                    sentBytes + other.sentBytes,
                    overflowed + other.overflowed,
                    waiting + other.waiting,
                    Math.max(longest, other.longest));
        }
    }

    Traffic(EventLoop loop, Collection<ClientConnection> connections) {
        this.loop = loop;
        this.connections = connections;
    }

    void received(int lines) {
        received += lines;
    }

    void sent(int messages) {
        sent += messages;
    }

    void sentBytes(int bytes) {
        sentBytes += bytes;
    }

    /** A connection is closed because its client does not read fast enough. */
    void overflowed() {
        overflowed++;
    }

    /** Reads the measurements, from any thread. */
    public CompletableFuture<Figures> figures() {
        return CompletableFuture.supplyAsync(this::sum, loop);
    }

    private Figures sum() {
        long waiting = 0;
        long longest = 0;
        for (ClientConnection connection : connections) {
            long pending = connection.pending();
            waiting += pending;
            longest = Math.max(longest, pending);
        }
        return new Figures(connections.size(), received, sent, sentBytes, overflowed, waiting, longest);
    }
}
