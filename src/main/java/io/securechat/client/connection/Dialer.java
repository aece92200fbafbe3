package io.securechat.client.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.securechat.irc.Message;
import io.securechat.tls.TlsContexts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Opens connections to a server: TCP, TLS, idle detection, line framing, and a {@link Link} on top. */
public final class Dialer {
    private final Endpoint endpoint;
    private final SslContext tls;

    public Dialer(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.tls = TlsContexts.forClient(endpoint.identity(), endpoint.trust(), endpoint.verifyHost(), false);
    }

    /** Connects to one of the server's addresses. The future completes with TCP; the link receives the rest. */
    public ChannelFuture dial(EventLoopGroup group, InetAddress address, int connectMillis, Link link) {
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT) // one connection needs no pool
                // After a failed write, the last lines of the server can still be read, such as the reason of a
                // refusal.
                .option(ChannelOption.AUTO_CLOSE, false)
                .handler(pipeline(link))
                .connect(new InetSocketAddress(address, endpoint.port()));
    }

    private ChannelInitializer<Channel> pipeline(Link link) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(tls.newHandler(channel.alloc(), endpoint.host(), endpoint.port()))
                        .addLast(new IdleStateHandler(Link.QUIET_SECONDS, 0, 0))
                        .addLast(new LineBasedFrameDecoder(Message.MAX_TAGS + Message.MAX_BODY))
                        .addLast(new StringDecoder(StandardCharsets.UTF_8))
                        .addLast(new StringEncoder(StandardCharsets.UTF_8))
                        .addLast(link);
            }
        };
    }

    /** Releases the memory of the TLS library once the last connection is closed; no further connection can be opened. */
    public void close() {
        ReferenceCountUtil.release(tls);
    }
}
