package io.securechat.client.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.tls.TlsSession;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection, from its handshake to its end: registers, answers PING, and detects a dead server. */
public final class Link extends SimpleChannelInboundHandler<String> {
    /** Seconds of silence after which the server is sent a PING, and after as many again disconnected. */
    static final int QUIET_SECONDS = 30;

    private static final int WELCOME_SECONDS = 20;
    private static final Message KEEPALIVE = Message.of("PING", "securechat-keepalive");

    private final Registration registration;
    private final Owner owner;
    private @Nullable ChannelHandlerContext context;
    private @Nullable TlsSession tls;
    private @Nullable Throwable failure;
    private boolean pinged;
    private boolean paused;

    public Link(Registration registration, Owner owner) {
        this.registration = registration;
        this.owner = owner;
    }

    /** The owner of a link, called on the event loop. */
    public interface Owner {
        /** The TLS handshake is complete. The server may still refuse the user's certificate until {@link #registered}. */
        default void secured(TlsSession tls) {}

        void registered(Link link, Registration registration, TlsSession tls);

        void received(Message message);

        /** The connection is closed, before or after registration. */
        void closed(Link link, Throwable why);
    }

    public void send(Message message) {
        if (context != null) {
            context.writeAndFlush(message + "\r\n", context.voidPromise());
        }
    }

    /** Closes the connection for a reason on this side. */
    void close(Throwable why) {
        failure = failure == null ? why : failure;
        if (context != null) {
            context.close();
        }
    }

    /** Starts or pauses reading. While paused, silence of the server does not count. */
    void read(boolean on) {
        paused = !on;
        pinged = false;
        if (context != null) {
            context.channel().config().setAutoRead(on);
        }
    }

    /** Runs a task on the event loop after a delay. */
    void later(Runnable task, long seconds) {
        if (context != null) {
            context.executor().schedule(task, seconds, TimeUnit.SECONDS);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        later(
                () -> {
                    if (!registration.isDone()) {
                        close(new Problem("no welcome within " + WELCOME_SECONDS + " s", "is it a securechat server?"));
                    }
                },
                WELCOME_SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String line) throws NickRefused, ServerError {
        pinged = false;
        if (line.isBlank()) {
            return;
        }
        Message message = parse(line);
        if (message == null) {
            return;
        } else if (message.command().equals("PING")) {
            send(Message.of("PONG", message.trailing()));
        } else if (!registration.isDone()) {
            register(message);
        } else if (message.command().equals("ERROR")) {
            failure = new ServerError(message, true);
        } else if (!isAnswerToKeepalive(message)) {
            owner.received(message);
        }
    }

    /** Returns null for a malformed line, which is ignored. */
    private static @Nullable Message parse(String line) {
        try {
            return Message.parse(line);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void register(Message message) throws NickRefused, ServerError {
        List<Message> answers = registration.received(message);
        answers.forEach(this::send);
        if (registration.isDone()) {
            owner.registered(this, registration, Objects.requireNonNull(tls));
        }
    }

    private static boolean isAnswerToKeepalive(Message message) {
        return message.command().equals("PONG") && message.trailing().equals(KEEPALIVE.trailing());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                tls = TlsSession.of(
                        ctx.pipeline().get(SslHandler.class).engine().getSession());
                owner.secured(tls);
                registration.opening().forEach(this::send);
            } else {
                close(handshake.cause());
            }
        } else if (event instanceof IdleStateEvent && registration.isDone() && !paused) {
            if (pinged) {
                close(new Problem("no answer for " + 2 * QUIET_SECONDS + " s", ""));
            } else {
                pinged = true;
                send(KEEPALIVE);
            }
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof TooLongFrameException)) {
            close(cause); // an overlong line is ignored
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        owner.closed(this, failure == null ? new IOException("the server closed the connection") : failure);
    }
}
