package io.securechat.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.internal.PlatformDependent;
import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.history.Journal;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.server.Commands;
import io.securechat.server.connection.Courier;
import io.securechat.server.connection.Handshake;
import io.securechat.server.connection.HandshakeTasks;
import io.securechat.server.connection.LingeringClose;
import io.securechat.server.connection.Overflow;
import io.securechat.server.connection.Unfinished;
import io.securechat.server.limit.HandshakeGuard;
import io.securechat.server.limit.Work;
import io.securechat.server.session.Session;
import io.securechat.server.settings.Credentials;
import io.securechat.server.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for connections, makes their pipelines, and shuts down gracefully. */
public final class ChatServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatServer.class);
    private static final int HANDSHAKE_SECONDS = 10;
    public static final int FAREWELL_SECONDS = 3;
    private static final int BACKLOG = 4096;

    /** The part of the memory that messages may take while they wait for slow readers. */
    private static final int SHARE_OF_MEMORY = 4;

    /** Bytes read from a connection at once: so much may wait while its client exceeds its rate limit. */
    private static final int MAX_READ = 16_384;

    private final Settings settings;
    private volatile Credentials credentials;
    private final HandshakeGuard guard = new HandshakeGuard(System::nanoTime);
    private final Unfinished unfinished = new Unfinished(System::nanoTime);
    private final HandshakeTasks tasks = new HandshakeTasks();
    private final EventLoopGroup loops;
    private final Map<EventExecutor, Courier> couriers = new HashMap<>();
    private final Chat chat;
    private final Commands commands;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Channel> listeners = new ArrayList<>();

    private ChatServer(Settings settings, Credentials credentials, List<String> motd, Journal journal) {
        this.settings = settings;
        this.credentials = credentials;
        int processors = Runtime.getRuntime().availableProcessors();
        this.loops = new MultiThreadIoEventLoopGroup(
                processors,
                new DefaultThreadFactory("loop", true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Work work = new Work();
        long room = Math.min(
                        PlatformDependent.maxDirectMemory(),
                        Runtime.getRuntime().maxMemory())
                / SHARE_OF_MEMORY
                / processors;
        for (EventExecutor loop : loops) {
            Overflow overflow = new Overflow(room, System::nanoTime);
            couriers.put(loop, new Courier((EventLoop) loop, settings.limits().ping(), work, overflow));
        }
        this.chat =
                new Chat(settings, credentials, List.copyOf(motd), journal, Clock.systemUTC(), couriers.values(), work);
        this.commands = new Commands(chat);
    }

    /**
     * Listens on every address of the host.
     *
     * @param motd the lines of the message of the day, none for no message
     * @param journal the message history; the caller closes it
     * @throws Problem if the host is unknown, or the port in use or forbidden
     */
    public static ChatServer start(Settings settings, Credentials credentials, List<String> motd, Journal journal) {
        ChatServer server = new ChatServer(settings, credentials, motd, journal);
        try {
            server.listen();
            return server;
        } catch (Problem problem) {
            server.close();
            throw problem;
        }
    }

    /**
     * Replaces the data read from files. New connections get the new certificate; present ones stay, unless the new
     * trust rejects their certificate: these are told the reason and closed.
     *
     * @param motd the lines of the message of the day, none for no message
     */
    public void renew(Credentials credentials, List<String> motd) {
        // In this order: clients admitted by the new credentials must find the new trust.
        chat.renew(credentials, List.copyOf(motd));
        SslContext replaced = this.credentials.tls();
        this.credentials = credentials;
        // After these tasks no loop is about to make a handler of the replaced context; the handlers made of it keep it
        // alive.
        CompletableFuture.allOf(couriers.keySet().stream()
                        .map(loop -> CompletableFuture.runAsync(() -> {}, loop))
                        .toArray(CompletableFuture[]::new))
                .thenRun(() -> ReferenceCountUtil.release(replaced));
    }

    /**
     * Sets the task that REHASH runs; until then it does nothing.
     *
     * @param rehash must not block; it triggers a reload that ends in {@link #renew}
     */
    public void onRehash(Runnable rehash) {
        chat.onRehash(rehash);
    }

    /** The number of open connections. */
    public int connections() {
        return connections.size();
    }

    /** The address that it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listeners.get(0).localAddress();
    }

    private void listen() {
        for (InetAddress address : addresses()) {
            int port = listeners.isEmpty() ? settings.port() : address().getPort();
            ChannelFuture bound = bootstrap().bind(address, port).awaitUninterruptibly();
            Throwable cause = bound.cause();
            if (cause == null) {
                listeners.add(bound.channel());
                LOG.info("listening on {}", NetUtil.toSocketAddressString((InetSocketAddress)
                        bound.channel().localAddress()));
            } else if (listeners.isEmpty() || !isUnavailable(cause)) {
                throw cannotListen(port, cause);
            }
        }
    }

    private InetAddress[] addresses() {
        try {
            return InetAddress.getAllByName(settings.host());
        } catch (UnknownHostException e) {
            throw new Problem(
                    "cannot listen on '" + settings.host() + "': there is no such host",
                    "use --host localhost, --host 0.0.0.0, or an address of this machine",
                    e);
        }
    }

    /**
     * Returns whether an address is missing on this machine: a second one of a name, such as {@code ::1} of localhost,
     * may be of a disabled family.
     */
    private static boolean isUnavailable(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("assign requested address");
    }

    private Problem cannotListen(int port, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String where = "cannot listen on " + settings.host() + ":" + port + ": ";
        if (message.contains("in use")) {
            return new Problem(
                    where + "the port is in use",
                    "stop the program that uses it, or choose another: "
                            + Problem.command("serve --port " + (port + 1)),
                    cause);
        }
        if (message.contains("ermission denied")) {
            return new Problem(
                    where + "this user may not open that port",
                    "choose one above 1023: " + Problem.command("serve --port 8443"),
                    cause);
        }
        if (isUnavailable(cause)) {
            return new Problem(
                    where + "this machine does not have that address",
                    "use --host localhost, --host 0.0.0.0, or an address of this machine",
                    cause);
        }
        return new Problem(where + message, "choose another address with --host or --port", cause);
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(64, 2048, MAX_READ).maxMessagesPerRead(1))
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(
                                settings.limits().sendQueue() / 2,
                                settings.limits().sendQueue()))
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        Fatal.check(cause);
                        LOG.error(
                                "cannot accept connections: {}; is the limit of open files too low?",
                                cause.getMessage());
                    }
                })
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
    }

    private void accept(Channel channel) {
        if (!guard.admits(((InetSocketAddress) channel.remoteAddress()).getAddress())) {
            channel.close();
            return;
        }
        connections.add(channel);
        unfinished.add(channel);
        Courier courier = couriers.get(channel.eventLoop());
        if (courier == null) {
            throw new IllegalStateException("a loop of another server");
        }
        Credentials present = credentials;
        SslHandler handler = present.tls().newHandler(channel.alloc(), tasks);
        handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        channel.pipeline()
                .addLast(
                        new LingeringClose(),
                        handler,
                        new Handshake(
                                handler,
                                present.trust(),
                                this::finished,
                                guard,
                                settings,
                                courier,
                                (connection, peer) -> new Session(chat, commands, connection, peer)));
    }

    private void finished(Channel channel) {
        unfinished.remove(channel);
        if (settings.limits().flood() != null) {
            guard.succeeded(((InetSocketAddress) channel.remoteAddress()).getAddress());
        }
    }

    /**
     * Shuts down: closes the listeners, ends all sessions, waits up to {@value #FAREWELL_SECONDS} seconds until the
     * last messages have left, and closes the rest.
     */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        unfinished.close();
        chat.sayGoodbye("The server is shutting down");
        connections.newCloseFuture().awaitUninterruptibly(FAREWELL_SECONDS, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        tasks.close();
        SslContext context = credentials.tls();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .addListener(done -> ReferenceCountUtil.release(context))
                .awaitUninterruptibly(1, TimeUnit.SECONDS);
        chat.close();
        if (!listeners.isEmpty()) {
            LOG.info("stopped");
        }
    }
}
