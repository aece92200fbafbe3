package io.securechat.server.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client does not answer a PING or does not read. Silence counts only while the connection is read: a
 * client that has exceeded its rate limit may have sent PONG, which waits. Owned by the event loop.
 */
final class KeepAlive {
    /** Checks within {@code --ping}. */
    static final int CHECKS = 5;

    /** The parts of {@code --ping} after which a doubted client is sent a PING, and within which it must answer. */
    private static final int SILENCE = 15;

    private static final int ANSWER = 10;

    private final ClientConnection connection;
    private final Channel channel;
    private final Duration ping;

    private boolean awaitsPong;

    /** Checks since the client has sent something. */
    private int silent;

    /** Checks since the socket has taken something. */
    private int stalled;

    /** The message that is being written, and how much of it the socket has taken. */
    private @Nullable Object unwritten;

    private long written;
    private @Nullable Future<?> doubt;

    KeepAlive(ClientConnection connection, Channel channel, Duration ping) {
        this.connection = connection;
        this.channel = channel;
        this.ping = ping;
    }

    /** The client has sent something. */
    void heard() {
        awaitsPong = false;
        silent = 0;
        if (doubt != null) {
            doubt.cancel(false);
            doubt = null;
        }
    }

    /** Checks the connection, {@value #CHECKS} times within {@code --ping}: after that silence a PING is sent, then it is closed. */
    void check() {
        if (!connection.isReading()) {
            checkWriting();
            return;
        }
        stalled = 0;
        silent++;
        if (silent < CHECKS) {
            return;
        }
        silent = 0;
        if (awaitsPong) {
            connection.abort("Ping timeout: " + ping.toSeconds() + " seconds");
        } else {
            awaitsPong = true;
            connection.sendPing();
        }
    }

    /** Closes a connection that waits for its client to read, if the socket takes nothing for twice {@code --ping}. */
    private void checkWriting() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        Object first = waiting == null ? null : waiting.current();
        long progress = waiting == null ? 0 : waiting.currentProgress();
        boolean same = first != null && first == unwritten && progress == written;
        unwritten = first;
        written = progress;
        stalled = same ? stalled + 1 : 0;
        if (stalled == 2 * CHECKS) {
            connection.abort("Write timeout: " + 2 * ping.toSeconds() + " seconds");
        }
    }

    /**
     * Closes the connection soon unless the client sends something: after a fifteenth of {@code --ping} it is sent a PING, which
     * it must answer within a tenth. A client that is doubted already is left alone.
     */
    void doubt() {
        if (doubt == null) {
            doubt = unlessHeard(ping.dividedBy(SILENCE), () -> {
                connection.sendPing();
                Duration patience = ping.dividedBy(ANSWER);
                doubt = unlessHeard(
                        patience, () -> connection.abort("Ping timeout: " + patience.toSeconds() + " seconds"));
            });
        }
    }

    /** Runs an action after a delay, unless the client has sent something by then or is not read. */
    private Future<?> unlessHeard(Duration delay, Runnable action) {
        return channel.eventLoop()
                .schedule(
                        () -> {
                            doubt = null;
                            if (connection.isReading()) {
                                action.run();
                            }
                        },
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }
}
