package io.securechat.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A TLS server on loopback for tests: it sends one byte after each successful handshake, and closes. Releases all contexts it was given. */
public final class Handshake implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    private final Channel server;
    private final Set<SslContext> contexts = ConcurrentHashMap.newKeySet();
    private volatile SslContext context;

    /** The result for one side; {@code failure} is null if the handshake succeeded. */
    public record End(@Nullable Throwable failure, @Nullable SSLSession session) {}

    public Handshake(SslContext context) {
        contexts.add(context);
        this.context = context;
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(Handshake.this.context.newHandler(channel.alloc()), new Greeter(ends));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Replaces the server's context for new connections. */
    void renew(SslContext context) {
        contexts.add(context);
        this.context = context;
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Connects, and waits for the server's byte or a failure. */
    public End connect(SslContext context, String host) throws Exception {
        contexts.add(context);
        CompletableFuture<End> end = new CompletableFuture<>();
        Channel channel = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(context.newHandler(channel.alloc(), host, port()), new Listener(end));
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port())
                .sync()
                .channel();
        try {
            return end.get(60, TimeUnit.SECONDS);
        } finally {
            channel.close().sync();
        }
    }

    /** Returns the server's result of the oldest connection not returned yet. */
    public End serverEnd() throws InterruptedException {
        End end = ends.poll(60, TimeUnit.SECONDS);
        if (end == null) {
            throw new AssertionError("no handshake came to its end");
        }
        return end;
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        contexts.forEach(ReferenceCountUtil::release);
    }

    private static SSLSession session(ChannelHandlerContext context) {
        return context.pipeline().get(SslHandler.class).engine().getSession();
    }

    private static final class Greeter extends ChannelInboundHandlerAdapter {
        private final Queue<End> ends;

        Greeter(Queue<End> ends) {
            this.ends = ends;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (handshake.isSuccess()) {
                    ends.add(new End(null, session(context)));
                    context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'!'}))
                            .addListener(ChannelFutureListener.CLOSE);
                } else {
                    ends.add(new End(handshake.cause(), null));
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    private static final class Listener extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<End> end;

        Listener(CompletableFuture<End> end) {
            this.end = end;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            end.complete(new End(null, session(context)));
            ReferenceCountUtil.release((ByteBuf) message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Throwable root = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
            end.complete(new End(root, null));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end.complete(new End(new ClosedChannelException(), null));
        }
    }
}
