package io.securechat.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSession;

/** The event loop of all clients of a measurement: one thread, so that their state needs no lock. */
final class Generator implements AutoCloseable {
    private static final int SMALL_BUFFER = 16 << 10;

    /** TCP_MAXSEG of Linux, which the peer's buffer depends on, too. */
    private static final IntegerUnixChannelOption MAXIMUM_SEGMENT = new IntegerUnixChannelOption("TCP_MAXSEG", 6, 2);

    private static final int ETHERNET = 1460;
    private static final long HANDSHAKE_SECONDS = 60;
    private static final Duration LOOK = Duration.ofMillis(20);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Bootstrap bootstrap;
    private final SslContext tls;
    private final int port;
    private String negotiated = "";

    Generator(int port, SslContext tls) {
        this.port = port;
        this.tls = tls;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                // Closing resets the connection, so that its port is free for the next measurement.
                .option(ChannelOption.SO_LINGER, 0)
                .option(ChannelOption.TCP_NODELAY, true);
    }

    /**
     * Connects a client. Call it on the event loop.
     *
     * @param far true for small buffers, as if the client were on another machine
     */
    void connect(Client client, boolean far) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        Bootstrap own = bootstrap.clone();
        if (far) {
            own.option(ChannelOption.SO_RCVBUF, SMALL_BUFFER);
            if (Epoll.isAvailable()) {
                own.option(MAXIMUM_SEGMENT, ETHERNET);
            }
        }
        own.handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler handler = tls.newHandler(channel.alloc(), host, port);
                        handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
                        handler.handshakeFuture()
                                .addListener(done -> note(handler.engine().getSession()));
                        channel.pipeline().addLast(handler, client);
                    }
                })
                .connect(host, port)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        client.lose(connected.cause());
                    }
                });
    }

    private void note(SSLSession session) {
        negotiated = session.getProtocol() + " " + session.getCipherSuite();
    }

    /** The TLS version and cipher suite of the latest connection. */
    String negotiated() {
        return on(() -> negotiated);
    }

    EventLoop loop() {
        return loop;
    }

    /** Runs a task on the event loop, and returns its result. */
    <T> T on(Callable<T> task) {
        try {
            return loop.submit(task).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until a condition is true on the event loop, or the time is over. Returns whether it is true. */
    boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean met = on(condition::getAsBoolean);
        while (!met && System.nanoTime() < deadline) {
            pause(LOOK);
            met = on(condition::getAsBoolean);
        }
        return met;
    }

    /** Sleeps. */
    static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 30, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
