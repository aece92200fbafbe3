package io.securechat.client.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.tls.TlsSession;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the server, which reconnects after it is lost. Runs on an event loop of its own, and calls the listener on
 * the executor.
 */
public final class Connection implements Link.Owner {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int QUIT_SECONDS = 2;

    /** Characters that may wait for the executor; with more, reading pauses until half of them are processed. */
    public static final int MAX_PENDING = 1 << 20;

    private final Endpoint endpoint;
    private final Executor executor;
    private final Listener listener;
    private final Clock clock;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("connection", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Dialer dialer;
    private final Retries retries;
    private final Intake intake;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private String nick = "";
    private @Nullable Link link;
    private @Nullable CompletableFuture<Void> opening;

    /** The channel of the last attempt to connect. */
    private @Nullable Channel dialed;

    /** True if the user has asked to reconnect, and the connection or attempt at that time has not ended yet. */
    private boolean asked;

    private boolean watched;
    private boolean abandoned;
    private boolean closing;

    /**
     * Creates a connection that is not open. With a backoff, it reconnects forever after it is lost.
     *
     * @param clock the computer's, which goes on while it is suspended
     */
    public Connection(Endpoint endpoint, Optional<Backoff> backoff, Clock clock, Executor executor, Listener listener) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.executor = executor;
        this.listener = listener;
        this.dialer = new Dialer(endpoint);
        this.retries = new Retries(backoff, loop, this::attempt);
        this.intake = new Intake(loop, executor, this::read);
    }

    /** The receiver of lines and of changes of the connection. */
    public interface Listener {
        /** The server has welcomed the user, for the first time or again. */
        void registered(Registration registration, TlsSession tls);

        void received(Message message);

        /**
         * The connection is lost. It reconnects after {@code retry}, or never if that is empty. A reason with a hint needs no
         * further explanation.
         */
        void lost(Problem why, Optional<Duration> retry);
    }

    /**
     * Connects for the first time. May be called again after a failure.
     *
     * @return completes with the welcome, or fails with a {@link Problem} or {@link NickRefused}
     */
    public CompletableFuture<Void> open(String wanted) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        loop.execute(() -> {
            nick = wanted;
            opening = result;
            watch();
            attempt();
        });
        return result;
    }

    /** Sends a message; drops it while there is no connection. */
    public void send(Message message) {
        loop.execute(() -> {
            if (link != null) {
                link.send(message);
            }
        });
    }

    private void watch() {
        if (!watched) {
            watched = true;
            new SleepWatch(clock, loop, this::woken);
        }
    }

    /** The computer has slept: checks the connection, or tries at once to get it back. */
    private void woken() {
        if (link != null) {
            link.check();
        } else {
            retries.hurry();
        }
    }

    /** Closes a faulty connection, and reconnects as after a lost one. */
    public void drop(Problem why) {
        loop.execute(() -> close(why));
    }

    /** Closes the connection to a faulty server, and does not reconnect. */
    public void abandon(Problem why) {
        loop.execute(() -> {
            abandoned = true;
            close(why);
        });
    }

    private void close(Problem why) {
        if (link != null) {
            link.close(why);
        }
    }

    /** Reconnects at once, whether there is a connection or not. Does nothing without a backoff. */
    public void reconnect() {
        loop.execute(() -> {
            if (retries.isOn() && opening == null) {
                retries.hurry();
                Channel channel = dialed;
                if (channel != null && channel.isOpen()) {
                    asked = true;
                    channel.close();
                }
            }
        });
    }

    /** Sets whether a message of the user waits for the connection: the next attempt is soon then. */
    public void await(boolean waits) {
        loop.execute(() -> retries.await(waits));
    }

    /** Sets whether the screen is behind: nothing is read meanwhile. From any thread. */
    public void screenBehind(boolean behind) {
        intake.screenBehind(behind);
    }

    private void read(boolean on) {
        if (link != null) {
            link.read(on);
        }
    }

    /** Sets the nick to request with the next connection. */
    public void rename(String renamed) {
        loop.execute(() -> nick = renamed);
    }

    /**
     * Leaves the server with QUIT, and closes the connection after 2 s at the latest.
     *
     * @return completes when the connection is closed
     */
    public CompletableFuture<Void> close(String reason) {
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
        return ended.whenComplete((done, failure) ->
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(terminated -> dialer.close()));
    }

    private void attempt() {
        if (closing) {
            return;
        }
        try {
            attempt(InetAddress.getAllByName(endpoint.host()), 0);
        } catch (UnknownHostException | RuntimeException | Error e) {
            failed(e); // the event loop would swallow it
        }
    }

    /** Tries the addresses of a host one after the other. */
    private void attempt(InetAddress[] addresses, int index) {
        Link next = new Link(new Registration(nick, endpoint.claimedName().isPresent()), this, clock);
        ChannelFuture dialing = dialer.dial(group, addresses[index], CONNECT_MILLIS, next);
        dialed = dialing.channel();
        dialing.addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess() && index + 1 < addresses.length) {
                attempt(addresses, index + 1);
            } else if (!connected.isSuccess()) {
                failed(Failures.ofConnect(connected.cause()));
            }
        });
    }

    @Override
    public void registered(Link registered, Registration registration, TlsSession tls) {
        link = registered;
        nick = registration.nick();
        retries.succeeded();
        intake.opened();
        // The listener comes first, so that it knows of the welcome before open() returns.
        executor.execute(() -> listener.registered(registration, tls));
        if (opening != null) {
            opening.complete(null);
            opening = null;
        }
    }

    @Override
    public void received(Message message) {
        intake.take(message, listener::received);
    }

    /** Returns about how much memory a line takes, in characters. */
    public static int memory(Message line) {
        return Intake.memory(line);
    }

    @Override
    public void closed(Link closed, Throwable why) {
        boolean established = closed == link;
        link = null;
        if (established && !closing) {
            lost(reasonOf(why), abandoned || Failures.isFinal(why));
        } else {
            failed(why);
        }
    }

    private Problem reasonOf(Throwable why) {
        boolean damaged = why instanceof DecoderException;
        return why instanceof Problem || why instanceof ServerError || Failures.isFinal(why)
                ? Failures.problem(why, endpoint)
                : new Problem(damaged ? "damaged data has arrived" : String.valueOf(why.getMessage()), "", why);
    }

    private void failed(Throwable why) {
        if (closing) {
            ended.complete(null);
        } else if (opening != null) {
            opening.completeExceptionally(why instanceof NickRefused ? why : Failures.problem(why, endpoint));
            opening = null;
        } else if (why instanceof NickRefused && Names.isNick(nick + "_")) {
            nick += "_"; // the server probably still has our lost connection
            attempt();
        } else {
            lost(
                    why instanceof NickRefused refused
                            ? new Problem(refused.getMessage(), "")
                            : Failures.problem(why, endpoint),
                    Failures.isFinal(why));
        }
    }

    private void lost(Problem why, boolean forGood) {
        Problem reason = asked && !forGood ? new Problem("you asked to reconnect", "") : why;
        Optional<Duration> delay = forGood ? Optional.empty() : retries.next();
        asked = false;
        executor.execute(() -> listener.lost(reason, delay));
    }
}
