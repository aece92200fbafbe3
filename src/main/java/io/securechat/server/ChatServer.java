package io.securechat.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.internal.PlatformDependent;
import io.securechat.Problem;
import io.securechat.history.Journal;
import io.securechat.server.block.Blocks;
import io.securechat.server.chat.Chat;
import io.securechat.server.chat.ChatFigures;
import io.securechat.server.command.server.Commands;
import io.securechat.server.connection.Courier;
import io.securechat.server.connection.Handshake;
import io.securechat.server.connection.HandshakeCounts;
import io.securechat.server.connection.HandshakeTasks;
import io.securechat.server.connection.LingeringClose;
import io.securechat.server.connection.Listeners;
import io.securechat.server.connection.Overflow;
import io.securechat.server.connection.Traffic;
import io.securechat.server.connection.Unfinished;
import io.securechat.server.limit.HandshakeGuard;
import io.securechat.server.limit.Work;
import io.securechat.server.session.Session;
import io.securechat.server.settings.Credentials;
import io.securechat.server.settings.Settings;
import io.securechat.server.status.ServerStatus;
import io.securechat.tls.report.HandshakeOutcome;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: accepts connections, makes their pipelines, and shuts down gracefully. */
public final class ChatServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatServer.class);
    private static final int HANDSHAKE_SECONDS = 10;
    public static final int FAREWELL_SECONDS = 3;

    /** The part of the memory that messages may take while they wait for slow readers. */
    private static final int SHARE_OF_MEMORY = 4;

    private final Settings settings;
    private volatile Credentials credentials;
    private final HandshakeGuard guard = new HandshakeGuard(System::nanoTime);
    private final HandshakeCounts handshakes = new HandshakeCounts();
    private final Unfinished unfinished = new Unfinished(System::nanoTime);
    private final HandshakeTasks tasks = new HandshakeTasks();
    private final EventLoopGroup loops;
    private final Map<EventExecutor, Courier> couriers = new HashMap<>();
    private final Journal journal;
    private final Chat chat;
    private final Commands commands;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Listeners listeners;

    private ChatServer(Settings settings, Credentials credentials, List<String> motd, Journal journal, Blocks blocks) {
        this.settings = settings;
        this.credentials = credentials;
        this.journal = journal;
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
        this.chat = new Chat(
                settings,
                credentials,
                List.copyOf(motd),
                journal,
                blocks,
                Clock.systemUTC(),
                couriers.values(),
                work,
                guard);
        this.commands = new Commands(chat);
        this.listeners = new Listeners(settings, loops, this::accept);
    }

    /**
     * Listens on every address of the host.
     *
     * @param motd the lines of the message of the day, none for no message
     * @param journal the message history; the caller closes it
     * @param blocks the caller closes them, too
     * @throws Problem if the host is unknown, or the port in use or forbidden
     */
    public static ChatServer start(
            Settings settings, Credentials credentials, List<String> motd, Journal journal, Blocks blocks) {
        ChatServer server = new ChatServer(settings, credentials, motd, journal, blocks);
        try {
            server.listeners.open();
            return server;
        } catch (Problem problem) {
            server.close();
            throw problem;
        }
    }

    /**
     * Replaces the data read from files. New connections get the new certificate; present ones stay, unless the new
     * trust rejects their certificate: these receive the reason and are closed.
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
        loopsPulse().thenRun(() -> ReferenceCountUtil.release(replaced));
    }

    /** Returns a future that completes when every event loop, the thread {@code chat} and the journal have answered. */
    public CompletableFuture<Void> pulse() {
        return CompletableFuture.allOf(loopsPulse(), chat.pulse(), journal.settled());
    }

    private CompletableFuture<Void> loopsPulse() {
        return CompletableFuture.allOf(couriers.keySet().stream()
                .map(loop -> CompletableFuture.runAsync(() -> {}, loop))
                .toArray(CompletableFuture[]::new));
    }

    /** Replaces the operators. */
    public void appoint(Settings.Operators operators) {
        chat.appoint(operators);
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

    /** The number of handshakes by their outcome. */
    public Map<HandshakeOutcome, Long> handshakes() {
        return handshakes.snapshot();
    }

    /** Reads the measurements of all connections. */
    public CompletableFuture<Traffic.Figures> traffic() {
        CompletableFuture<Traffic.Figures> sum = CompletableFuture.completedFuture(Traffic.Figures.NONE);
        for (Courier courier : couriers.values()) {
            sum = sum.thenCombine(courier.traffic().figures(), Traffic.Figures::and);
        }
        return sum;
    }

    /** Reads the measurements of the chat. */
    public CompletableFuture<ChatFigures> chat() {
        return ChatFigures.of(chat);
    }

    /** Reads the present state; never completes once the server has stopped. */
    public CompletableFuture<ServerStatus> status() {
        CompletableFuture<ServerStatus> status = new CompletableFuture<>();
        chat.executor().execute(() -> status.complete(ServerStatus.of(chat, connections.size())));
        return status;
    }

    /** The address that it listens on, the first one of several. */
    public InetSocketAddress address() {
        return listeners.address();
    }

    private void accept(Channel channel) {
        if (!guard.admits(((InetSocketAddress) channel.remoteAddress()).getAddress())) {
            handshakes.count(HandshakeOutcome.THROTTLED);
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
                                handshakes,
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
        listeners.close();
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
