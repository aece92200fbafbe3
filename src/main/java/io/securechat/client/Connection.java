package io.securechat.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.tls.TlsContexts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to the server: connects, and connects again when the connection drops. Its own event loop does all the work; the
 * listener is called on the executor.
 */
final class Connection implements Link.Owner {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int QUIT_SECONDS = 2;

    private final Endpoint endpoint;
    private final Executor executor;
    private final Listener listener;
    private final Optional<Backoff> backoff;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("connection", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final SslContext tls;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private String nick = "";
    private @Nullable Link link;
    private @Nullable CompletableFuture<Void> opening;
    private boolean closing;

    /** Connects nowhere yet; where there is a backoff, a lost connection will be tried again for ever. */
    Connection(Endpoint endpoint, Optional<Backoff> backoff, Executor executor, Listener listener) {
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.executor = executor;
        this.listener = listener;
        this.tls = TlsContexts.forClient(endpoint.identity(), endpoint.trust(), endpoint.verifyHost(), false);
    }

    /** Who is told what happens. */
    interface Listener {
        /** The server has welcomed the user, for the first time or again. */
        void registered(Registration registration);

        void received(Message message);

        /** There is no connection any more; it is tried again after {@code retry}, or never where that is empty. */
        void lost(Problem why, Optional<Duration> retry);
    }

    /**
     * Connects for the first time. May be called again when it has failed.
     *
     * @return completes with the welcome, or with the {@link Problem} or {@link NickRefused} that prevents it
     */
    CompletableFuture<Void> open(String wanted) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        loop.execute(() -> {
            nick = wanted;
            opening = result;
            attempt();
        });
        return result;
    }

    /** Sends a message, or drops it when there is no connection. */
    void send(Message message) {
        loop.execute(() -> {
            if (link != null) {
                link.send(message);
            }
        });
    }

    /** The name to ask for when it must connect again. */
    void rename(String renamed) {
        loop.execute(() -> nick = renamed);
    }

    /**
     * Leaves the server with QUIT, at most within two seconds.
     *
     * @return completes when it is over
     */
    CompletableFuture<Void> close(String reason) {
        loop.execute(() -> {
            closing = true;
            Link open = link;
            if (open == null) {
                ended.complete(null);
            } else {
                open.send(reason.isEmpty() ? Message.of("QUIT") : Message.of("QUIT", reason));
                open.later(() -> open.close(new Problem("left", "")), QUIT_SECONDS);
            }
        });
        return ended.whenComplete((done, failure) -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
    }

    private void attempt() {
        if (closing) {
            return;
        }
        try {
            attempt(InetAddress.getAllByName(endpoint.host()), 0);
        } catch (UnknownHostException e) {
            failed(e);
        }
    }

    /** Tries a host's addresses one after the other. */
    private void attempt(InetAddress[] addresses, int index) {
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                // What a server says before it hangs up, such as why it refuses us, can be read even when it takes
                // nothing more.
                .option(ChannelOption.AUTO_CLOSE, false)
                .handler(new Pipeline())
                .connect(new InetSocketAddress(addresses[index], endpoint.port()))
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess() && index + 1 < addresses.length) {
                        attempt(addresses, index + 1);
                    } else if (!connected.isSuccess()) {
                        failed(connected.cause());
                    }
                });
    }

    @Override
    public void registered(Link registered, Registration registration) {
        link = registered;
        nick = registration.nick();
        backoff.ifPresent(Backoff::reset);
        // First the listener, so that it knows of the welcome when whoever opened goes on.
        executor.execute(() -> listener.registered(registration));
        if (opening != null) {
            opening.complete(null);
            opening = null;
        }
    }

    @Override
    public void received(Message message) {
        executor.execute(() -> listener.received(message));
    }

    @Override
    public void closed(Link closed, Throwable why) {
        boolean established = closed == link;
        link = null;
        if (established && !closing) {
            lost(why instanceof Problem problem ? problem : new Problem(String.valueOf(why.getMessage()), ""));
        } else {
            failed(why);
        }
    }

    private void failed(Throwable why) {
        if (closing) {
            ended.complete(null);
        } else if (opening != null) {
            opening.completeExceptionally(why instanceof NickRefused ? why : Failures.problem(why, endpoint));
            opening = null;
        } else if (why instanceof NickRefused && Names.isNick(nick + "_")) {
            nick += "_"; // most likely the server still holds our own lost connection
            attempt();
        } else {
            lost(
                    why instanceof NickRefused refused
                            ? new Problem(refused.getMessage(), "")
                            : Failures.problem(why, endpoint));
        }
    }

    private void lost(Problem why) {
        Optional<Duration> delay = backoff.map(Backoff::next);
        executor.execute(() -> listener.lost(why, delay));
        delay.ifPresent(time -> loop.schedule((Runnable) this::attempt, time.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** TLS, silence, lines, text, and the link. */
    private final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(tls.newHandler(channel.alloc(), endpoint.host(), endpoint.port()))
                    .addLast(new IdleStateHandler(Link.QUIET_SECONDS, 0, 0))
                    .addLast(new LineBasedFrameDecoder(Message.MAX_TAGS + Message.MAX_BODY))
                    .addLast(new StringDecoder(StandardCharsets.UTF_8))
                    .addLast(new StringEncoder(StandardCharsets.UTF_8))
                    .addLast(new Link(nick, Connection.this));
        }
    }
}
