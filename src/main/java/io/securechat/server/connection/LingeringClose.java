package io.securechat.server.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the client can read the reason. Closing a socket with unread data resets the connection,
 * and a reset discards data in flight, such as a TLS alert or an ERROR (RFC 9293 §3.6.1); so only the server's
 * direction is closed first, and the rest when the client has closed its own or after a second.
 */
public final class LingeringClose extends ChannelDuplexHandler {
    private static final int PATIENCE_SECONDS = 1;

    private boolean lingering;
    private boolean silent = true;

    /** Returns whether a client has sent nothing at all, as probes of ports do. */
    static boolean isSilent(Channel channel) {
        LingeringClose own = channel.pipeline().get(LingeringClose.class);
        return own != null && own.silent;
    }

    /** Closes a connection at once, without a close_notify. Thread-safe. */
    static void abort(Channel channel) {
        ChannelHandlerContext own = channel.pipeline().context(LingeringClose.class);
        if (own == null) {
            channel.close();
        } else {
            own.close();
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!ctx.channel().isActive()) {
            ctx.close(promise);
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        if (!lingering) {
            lingering = true;
            ((DuplexChannel) ctx.channel()).shutdownOutput();
            ctx.executor().schedule(() -> ctx.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
            ctx.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        silent = false;
        if (lingering) {
            ReferenceCountUtil.release(bytes);
        } else {
            ctx.fireChannelRead(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (lingering) {
            ctx.read();
        } else {
            ctx.fireChannelReadComplete();
        }
    }
}
