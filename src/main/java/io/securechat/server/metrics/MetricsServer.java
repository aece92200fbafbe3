package io.securechat.server.metrics;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.securechat.Fatal;
import io.securechat.Problem;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server for monitoring: {@code /metrics}, {@code /healthz} and {@code /readyz}. It has a thread of its own, so that it
 * answers when others do not.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    /** Connections at a time; further ones are closed. */
    public static final int MAX_CONNECTIONS = 16;

    /** The time for a request and its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_LINE = 1024;
    private static final int MAX_HEADERS = 8192;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("metrics", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Monitored monitored;
    private final Exposition exposition = new Exposition();
    private final Health health;
    private final Duration patience;
    private final Channel listener;

    /**
     * Listens on an address.
     *
     * @param address may be unresolved
     * @throws Problem if the host is unknown, or the port in use or forbidden
     */
    public MetricsServer(InetSocketAddress address, Monitored monitored) {
        this(address, monitored, PATIENCE);
    }

    MetricsServer(InetSocketAddress address, Monitored monitored, Duration patience) {
        this.patience = patience;
        this.monitored = monitored;
        this.health = new Health(monitored, Clock.systemUTC(), System::nanoTime);
        InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
        ChannelFuture bound = bootstrap().bind(resolved).awaitUninterruptibly();
        if (bound.cause() != null) {
            close(loop);
            throw cannotListen(resolved, bound.cause());
        }
        this.listener = bound.channel();
        LOG.info("metrics at http://{}/metrics", NetUtil.toSocketAddressString(address()));
        if (!address().getAddress().isLoopbackAddress()) {
            LOG.warn("other machines may read the metrics without a certificate; a firewall should admit only yours");
        }
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        Fatal.check(cause);
                        LOG.debug("cannot accept a connection for the metrics", cause);
                        ctx.fireExceptionCaught(cause); // Netty then pauses accepting for a second
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
        if (connections.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        connections.add(channel);
        channel.eventLoop().schedule(() -> channel.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(MAX_LINE)
                                .setMaxHeaderSize(MAX_HEADERS)),
                        new Requests(monitored, exposition, health));
    }

    private static Problem cannotListen(InetSocketAddress address, Throwable cause) {
        return new Problem(
                "cannot listen on " + address.getHostString() + ":" + address.getPort() + " for the metrics: "
                        + reason(address, String.valueOf(cause.getMessage())),
                "choose another address with --metrics [HOST:]PORT",
                cause);
    }

    private static String reason(InetSocketAddress address, String message) {
        if (address.isUnresolved()) {
            return "there is no such host";
        } else if (message.contains("in use")) {
            return "the port is in use";
        } else if (message.contains("assign")) {
            return "this machine does not have that address";
        } else if (message.contains("denied")) {
            return "this user may not open that port";
        }
        return message;
    }

    /** The address that it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        close(loop);
    }

    private static void close(EventLoopGroup loop) {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
