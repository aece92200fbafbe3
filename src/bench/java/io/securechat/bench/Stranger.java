package io.securechat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client of {@link IllWilled}: registers under its nick, and sends given lines. Thread-safe. */
final class Stranger extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int MAX_LINE = 20_000;
    private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

    private final String nick;
    private final Consumer<String> heard;
    private final CompletableFuture<Stranger> registered = new CompletableFuture<>();
    private volatile @Nullable Channel channel;

    /** @param heard receives every line but those of the registration, on the event loop */
    Stranger(String nick, Consumer<String> heard) {
        this.nick = nick;
        this.heard = heard;
    }

    /** Connects and registers. */
    CompletableFuture<Stranger> connect(EventLoopGroup loops, int port, SslContext tls) {
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.SO_LINGER, 0)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        channel = opened;
                        SslHandler handler = tls.newHandler(opened.alloc(), HOST, port);
                        opened.pipeline().addLast(handler, new LineBasedFrameDecoder(MAX_LINE), Stranger.this);
                    }
                })
                .connect(HOST, port)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        registered.completeExceptionally(connected.cause());
                    }
                });
        return registered;
    }

    /** Sends lines, unless too much is waiting to be sent already. */
    void say(String lines) {
        Channel connected = channel();
        if (connected.isWritable()) {
            connected.writeAndFlush(Unpooled.copiedBuffer(lines, UTF_8), connected.voidPromise());
        }
    }

    /** Stops reading. */
    void stopReading() {
        channel().config().setAutoRead(false);
    }

    private Channel channel() {
        return requireNonNull(channel, "not connected");
    }

    boolean isConnected() {
        return channel != null && channel().isActive();
    }

    void leave() {
        if (channel != null) {
            channel().close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                say("CAP REQ :batch labeled-response message-tags draft/chathistory soju.im/search\r\n" + "NICK " + nick
                        + "\r\nUSER x 0 * :x\r\nCAP END\r\n");
            } else {
                registered.completeExceptionally(handshake.cause());
            }
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
        String line = bytes.toString(UTF_8);
        if (line.startsWith("PING ")) {
            say("PONG " + line.substring(5) + "\r\n");
        } else if (registered.isDone()) {
            heard.accept(line);
        } else if (line.contains(" 001 ")) {
            registered.complete(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        registered.completeExceptionally(new IllegalStateException("the server has closed the connection of " + nick));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        registered.completeExceptionally(cause);
        ctx.close();
    }
}
