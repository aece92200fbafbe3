package io.securechat.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.securechat.Fatal;
import io.securechat.server.log.LogContext;
import io.securechat.server.settings.Settings;
import io.securechat.server.wire.Line;
import io.securechat.server.wire.LineDecoder;
import io.securechat.server.wire.Outgoing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: the state that belongs to its event loop. It is read only while none of its lines waits for the chat, so
 * that TCP slows down a client that sends faster than the chat can follow.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    private final Channel channel;
    private final LineDecoder decoder;
    private final Courier courier;
    private final Settings settings;
    private final Peer peer;
    private final Listener listener;
    private final KeepAlive keepAlive;

    private final long openedAt = System.nanoTime();

    private List<Line> received = new ArrayList<>();
    private long capabilities;
    private boolean reading;
    private boolean unflushed;
    private int seenIn;
    private int senderIn;
    private @Nullable String reason;

    /** Bytes that the chat has posted for this connection alone; only for the thread {@code chat}. */
    private long posted;

    /** Bytes of these that the loop has taken; written by the loop only. */
    private volatile long taken;

    /** The receiver of a connection's events, which occur on its event loop. */
    public interface Listener {
        /** The connection is ready. Nothing is read before {@link Courier#resume}. */
        void connected();

        /** The client has sent lines. Nothing more is read before {@link Courier#resume}. */
        void received(List<Line> lines);

        /** The connection has ended. */
        void disconnected(String reason);
    }

    /** Makes the listener of a new connection. */
    public interface ListenerFactory {
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
        this.keepAlive = new KeepAlive(this, channel, settings.limits().ping());
        this.listener = listeners.listener(this, peer);
    }

    public Courier courier() {
        return courier;
    }

    /** The connection's id in the log. */
    public String id() {
        return channel.id().asShortText();
    }

    // For the chat.

    /** The time since the handshake. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    /** Counts bytes posted for this connection alone. */
    void post(int bytes) {
        posted += bytes;
    }

    /** The bytes that wait for this client, approximately: those that the socket has not taken, and those posted to the loop. */
    public long backlog() {
        long full = settings.limits().sendQueue();
        long unwritten = channel.isOpen() ? Math.max(0, full - channel.bytesBeforeUnwritable()) : 0;
        return posted - taken + unwritten;
    }

    // For the courier, on the loop.

    /** Counts posted bytes that the loop has taken. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread only
    void take(int bytes) {
        taken += bytes;
    }

    /** Bytes that the socket has not taken. */
    long pending() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    public long capabilities() {
        return capabilities;
    }

    public void capabilities(long capabilities) {
        this.capabilities = capabilities;
    }

    ByteBuf allocate() {
        return channel.alloc().directBuffer(512);
    }

    /** Writes lines without flushing them; returns whether this is the first write since the last flush. */
    boolean write(ByteBuf lines) {
        channel.write(lines, channel.voidPromise());
        boolean first = !unflushed;
        unflushed = true;
        return first;
    }

    /** Flushes what was written since the last flush. */
    void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    /** Runs a task when the socket has taken all that was written so far, or is closed. */
    public void whenDrained(Runnable task) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> task.run());
    }

    /** Reads the next lines. */
    void read() {
        reading = true;
        if (!decoder.resume()) {
            channel.read();
        }
    }

    /** Returns whether the connection is read, and not waiting for the chat. */
    boolean isReading() {
        return reading;
    }

    /** Closes the connection once what was written has left. The first reason given is reported. */
    public void close(String why) {
        if (reason == null) {
            reason = why;
        }
        channel.flush();
        channel.close();
    }

    /** Closes the connection without waiting for a client that does not read: no close_notify is sent. */
    void abort(String why) {
        if (reason == null) {
            reason = why;
        }
        LingeringClose.abort(channel);
    }

    void sendPing() {
        courier.send(this, List.of(Outgoing.line("PING " + settings.name())));
    }

    /** Checks whether the client is still there and reads. */
    void check() {
        keepAlive.check();
    }

    /** Closes the connection soon unless the client answers a PING. */
    public void doubt() {
        keepAlive.doubt();
    }

    /** Returns whether a message to several audiences reaches this connection for the first time. */
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

    // For the pipeline.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object line) {
        received.add((Line) line);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        keepAlive.heard();
        if (received.isEmpty()) {
            ctx.read();
        } else {
            List<Line> lines = received;
            received = new ArrayList<>();
            reading = false;
            courier.traffic().received(lines.size());
            listener.received(lines);
        }
    }

    /** Closes the connection of a client that does not keep up: the queue is full even after a flush. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!channel.isWritable()) {
            ctx.executor().execute(() -> {
                if (channel.isActive() && !channel.isWritable()) {
                    courier.traffic().overflowed();
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
            LogContext.run(id(), () -> LOG.error("connection of {} failed", peer.address(), cause));
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
