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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection, from its handshake to its end: registers, answers PING, and detects a dead server: by silence, or at once
 * when a line is sent after a long silence. */
public final class Link extends SimpleChannelInboundHandler<String> {
    /** Seconds of silence after which the server is sent a PING. */
    static final int QUIET_SECONDS = 30;

    /** Seconds in which a server has to answer the PING after silence. */
    private static final int PATIENCE_SECONDS = 10;

    /** Seconds in which a server has to answer while the user waits. */
    private static final int SHORT_PATIENCE_SECONDS = 2;

    /** Silence after which the connection may be dead, so that it is checked before a line is sent. */
    private static final Duration LONG_SILENCE = Duration.ofSeconds(20);

    private static final int WELCOME_SECONDS = 20;
    private static final Message KEEPALIVE = Message.of("PING", "securechat-keepalive");

    private final Registration registration;
    private final Owner owner;
    private final Clock clock;
    private Instant heard;
    private @Nullable ChannelHandlerContext context;
    private @Nullable TlsSession tls;
    private @Nullable Throwable failure;
    private @Nullable ScheduledFuture<?> check;
    private boolean paused;

    public Link(Registration registration, Owner owner, Clock clock) {
        this.registration = registration;
        this.owner = owner;
        this.clock = clock;
        this.heard = clock.instant();
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

    /** Sends a line; after a long silence, checks the connection with it. */
    public void send(Message message) {
        if (Duration.between(heard, clock.instant()).compareTo(LONG_SILENCE) > 0) {
            check();
        }
        write(message);
    }

    private void write(Message message) {
        if (context != null) {
            context.writeAndFlush(message + "\r\n", context.voidPromise());
        }
    }

    /** Closes the connection unless the server answers a PING within 2 s. */
    void check() {
        check(SHORT_PATIENCE_SECONDS);
    }

    private void check(int seconds) {
        boolean sooner = check == null || check.getDelay(TimeUnit.MILLISECONDS) > TimeUnit.SECONDS.toMillis(seconds);
        if (registration.isDone() && !paused && context != null && sooner) {
            endCheck();
            write(KEEPALIVE);
            check = context.executor()
                    .schedule(
                            () -> close(new Problem("no answer for " + seconds + " s", "")), seconds, TimeUnit.SECONDS);
        }
    }

    private void endCheck() {
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    /** The server has sent a line, or is not listened to. */
    private void answered() {
        heard = clock.instant();
        endCheck();
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
        answered();
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
        answered();
        if (line.isBlank()) {
            return;
        }
        Message message = parse(line);
        if (message == null) {
            return;
        } else if (message.command().equals("PING")) {
            write(Message.of("PONG", message.trailing()));
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
        answers.forEach(this::write);
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
                registration.opening().forEach(this::write);
            } else {
                close(handshake.cause());
            }
        } else if (event instanceof IdleStateEvent && check == null) {
            check(PATIENCE_SECONDS);
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
        endCheck();
        owner.closed(this, failure == null ? new IOException("the server closed the connection") : failure);
    }
}
