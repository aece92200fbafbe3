package io.securechat.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.securechat.Fatal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's connection, and all of it that belongs to the event loop: what has come in and is not yet handed over, how
 * messages to it are encoded, when it is given up. It is read only while nothing of it waits for the chat, so that who sends
 * faster than the chat can follow is slowed down by TCP.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** How often is looked within the time for which a client may be silent. */
    static final int LOOKS = 5;

    /** Parts of that time for which a client is silent before it is doubted, and which it has to answer then. */
    private static final int QUIET = 15;

    private static final int ANSWER = 10;

    private final Channel channel;
    private final Courier courier;
    private final Settings settings;
    private final Peer peer;
    private final Listener listener;

    private List<Line> received = new ArrayList<>();
    private long capabilities;
    private boolean awaitsPong;
    private int silent;
    private int stalled;
    private @Nullable Object unwritten;
    private long written;
    private boolean reading;
    private boolean unflushed;
    private int seenIn;
    private int senderIn;
    private @Nullable Future<?> doubt;
    private @Nullable String reason;
    private final LineDecoder decoder;

    /** Bytes that the chat has posted for this connection alone; only for its thread. */
    private long posted;

    /** Bytes of these that the loop has taken; written by the loop only. */
    private volatile long taken;

    /** The receiver of what happens to a connection; called on its event loop. */
    interface Listener {
        /** The connection is ready; nothing is read before {@link Courier#resume}. */
        void connected();

        /** The client has sent lines, and nothing more is read before {@link Courier#resume}. */
        void received(List<Line> lines);

        /** The connection has ended. */
        void disconnected(String reason);
    }

    /** Makes the listener of a connection. */
    interface ListenerFactory {
        Listener listener(ClientConnection connection, Peer peer);
    }

    ClientConnection(
            Channel channel,
            LineDecoder decoder,
            Courier courier,
            Settings settings,
            Peer peer,
            ListenerFactory listeners) {
        this.channel = channel;
        this.decoder = decoder;
        this.courier = courier;
        this.settings = settings;
        this.peer = peer;
        this.listener = listeners.listener(this, peer);
    }

    Courier courier() {
        return courier;
    }

    // What the chat calls.

    /** Something is posted for this connection alone. */
    void post(int bytes) {
        posted += bytes;
    }

    /** About how many bytes wait for this reader: those that the socket has not taken, and those on their way to the loop. */
    long backlog() {
        long full = settings.sendQueue();
        long unwritten = channel.isOpen() ? Math.max(0, full - channel.bytesBeforeUnwritable()) : 0;
        return posted - taken + unwritten;
    }

    // What the courier calls, on the loop.

    /** The loop has what was posted for this connection. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread only
    void take(int bytes) {
        taken += bytes;
    }

    /** Bytes that the socket has not taken yet. */
    long pending() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    long capabilities() {
        return capabilities;
    }

    void capabilities(long capabilities) {
        this.capabilities = capabilities;
    }

    ByteBuf allocate() {
        return channel.alloc().directBuffer(512);
    }

    /** Writes lines without flushing them, and tells whether this is the first write since the last flush. */
    boolean write(ByteBuf lines) {
        channel.write(lines, channel.voidPromise());
        boolean first = !unflushed;
        unflushed = true;
        return first;
    }

    /** Flushes what was written, if anything was since the last flush. */
    void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    /** Runs something when the socket has taken all that was written so far, or is closed. */
    void whenDrained(Runnable task) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> task.run());
    }

    /** Asks for the next lines; none come before this is called. */
    void read() {
        reading = true;
        if (!decoder.resume()) {
            channel.read();
        }
    }

    /** Closes the connection once what was written has left; the first reason given is the one that is told. */
    void close(String why) {
        if (reason == null) {
            reason = why;
        }
        channel.flush();
        channel.close();
    }

    /** Closes the connection without waiting for a peer that does not read: the TLS layer is passed by. */
    void abort(String why) {
        if (reason == null) {
            reason = why;
        }
        channel.pipeline().firstContext().close();
    }

    /**
     * Looks after a client that is silent, {@value #LOOKS} times while it may be: then it is asked whether it is still there, and
     * when it is silent as long again it is given up. Silence counts only while the connection is read: who has sent too much
     * has to wait, and may have said PONG behind it.
     */
    void look() {
        if (!reading) {
            lookAfterWriting();
            return;
        }
        stalled = 0;
        silent++;
        if (silent < LOOKS) {
            return;
        }
        silent = 0;
        if (awaitsPong) {
            abort("Ping timeout: " + settings.ping().toSeconds() + " seconds");
        } else {
            awaitsPong = true;
            courier.send(this, List.of(Outgoing.line("PING " + settings.name())));
        }
    }

    /** A client that is not read may wait for its turn; but if that is because it does not read itself, it is given up as well. */
    private void lookAfterWriting() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        Object first = waiting == null ? null : waiting.current();
        long progress = waiting == null ? 0 : waiting.currentProgress();
        boolean same = first != null && first == unwritten && progress == written;
        unwritten = first;
        written = progress;
        stalled = same ? stalled + 1 : 0;
        if (stalled == 2 * LOOKS) {
            abort("Write timeout: " + 2 * settings.ping().toSeconds() + " seconds");
        }
    }

    /**
     * Gives the client up unless it is heard of soon. Where it is silent for a fifteenth of the time for which it may be silent, it is
     * asked whether it is still there, and has a tenth of that time to answer. A client that is doubted already is left alone.
     */
    void doubt() {
        if (doubt == null) {
            doubt = inDoubt(settings.ping().dividedBy(QUIET), () -> {
                courier.send(this, List.of(Outgoing.line("PING " + settings.name())));
                Duration patience = settings.ping().dividedBy(ANSWER);
                doubt = inDoubt(patience, () -> abort("Ping timeout: " + patience.toSeconds() + " seconds"));
            });
        }
    }

    /** Does something later, unless the client is heard of by then, or not read. */
    private Future<?> inDoubt(Duration delay, Runnable action) {
        return channel.eventLoop()
                .schedule(
                        () -> {
                            doubt = null;
                            if (reading) {
                                action.run();
                            }
                        },
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Whether a message to several audiences has not come by here yet. */
    boolean isFirstSeenIn(int sweep) {
        boolean first = seenIn != sweep;
        seenIn = sweep;
        return first;
    }

    void markSenderIn(int sweep) {
        senderIn = sweep;
    }

    boolean isSenderIn(int sweep) {
        return senderIn == sweep;
    }

    // What the pipeline calls.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object line) {
        received.add((Line) line);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        awaitsPong = false;
        silent = 0;
        if (doubt != null) {
            doubt.cancel(false);
            doubt = null;
        }
        if (received.isEmpty()) {
            ctx.read();
        } else {
            List<Line> lines = received;
            received = new ArrayList<>();
            reading = false;
            listener.received(lines);
        }
    }

    /** Full even after all was flushed that the socket would take: this reader does not keep up. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!channel.isWritable()) {
            ctx.executor().execute(() -> {
                if (!channel.isWritable()) {
                    abort("SendQ exceeded");
                }
            });
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Fatal.check(cause);
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            abort("Connection lost");
        } else {
            LOG.error("connection of {} failed", peer.address(), cause);
            abort("Connection failed");
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        courier.add(this);
        listener.connected();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        courier.remove(this);
        listener.disconnected(reason == null ? "Connection closed" : reason);
    }
}
