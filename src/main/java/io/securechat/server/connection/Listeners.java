package io.securechat.server.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.util.NetUtil;
import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.server.settings.Settings;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening sockets, one for each address of the host. */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int BACKLOG = 4096;

    /** Bytes read from a connection at once: so much may wait while its client exceeds its rate limit. */
    private static final int MAX_READ = 16_384;

    /** Errors of bind(2) on Linux. */
    private static final int EACCES = 13;

    private static final int EADDRINUSE = 98;

    private final Settings settings;
    private final EventLoopGroup loops;
    private final Consumer<Channel> accept;
    private final List<Channel> channels = new ArrayList<>();

    /** @param accept is called with each new connection, on its event loop */
    public Listeners(Settings settings, EventLoopGroup loops, Consumer<Channel> accept) {
        this.settings = settings;
        this.loops = loops;
        this.accept = accept;
    }

    /**
     * Listens on every address of the host.
     *
     * @throws Problem if the host is unknown, or the port in use or forbidden
     */
    public void open() {
        for (InetAddress address : addresses()) {
            int port = channels.isEmpty() ? settings.port() : address().getPort();
            ChannelFuture bound = bootstrap().bind(address, port).awaitUninterruptibly();
            Throwable cause = bound.cause();
            if (cause == null) {
                channels.add(bound.channel());
                LOG.info("listening on {}", NetUtil.toSocketAddressString((InetSocketAddress)
                        bound.channel().localAddress()));
            } else if (channels.isEmpty() || !isUnavailable(address)) {
                throw cannotListen(address, port, cause);
            }
        }
    }

    /** The first address. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channels.get(0).localAddress();
    }

    public boolean isEmpty() {
        return channels.isEmpty();
    }

    public void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
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
    private static boolean isUnavailable(InetAddress address) {
        try {
            return !address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null;
        } catch (SocketException e) {
            return false;
        }
    }

    private Problem cannotListen(InetAddress address, int port, Throwable cause) {
        String where = "cannot listen on " + settings.host() + ":" + port + ": ";
        if (isUnavailable(address)) {
            return new Problem(
                    where + "this machine does not have that address",
                    "use --host localhost, --host 0.0.0.0, or an address of this machine",
                    cause);
        }
        int error = cause instanceof NativeIoException e ? -e.expectedErr() : 0;
        if (error == EADDRINUSE || cause instanceof BindException) {
            return new Problem(
                    where + "the port is in use",
                    "stop the program that uses it, or choose another: "
                            + Problem.command("serve --port " + (port + 1)),
                    cause);
        }
        if (error == EACCES || port < 1024) {
            return new Problem(
                    where + "this user may not open that port",
                    "choose one above 1023: " + Problem.command("serve --port 8443"),
                    cause);
        }
        return new Problem(where + cause.getMessage(), "choose another address with --host or --port", cause);
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
                        ctx.fireExceptionCaught(cause); // Netty then pauses accepting for a second
                    }
                })
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept.accept(channel);
                    }
                });
    }
}
