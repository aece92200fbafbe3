package io.securechat.client.connection;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.tls.TlsSession;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Characters that a line and each of its tags take in memory besides their text. */
    private static final int OVERHEAD = 100;

    private final Endpoint endpoint;
    private final Executor executor;
    private final Listener listener;
    private final Optional<Backoff> backoff;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("connection", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Dialer dialer;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private String nick = "";
    private @Nullable Link link;
    private @Nullable CompletableFuture<Void> opening;
    private boolean closing;

    /** Characters that were read and not processed. */
    private final AtomicInteger pending = new AtomicInteger();

    private volatile boolean paused;

    /** Creates a connection that is not open. With a backoff, it reconnects forever after it is lost. */
    public Connection(Endpoint endpoint, Optional<Backoff> backoff, Executor executor, Listener listener) {
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.executor = executor;
        this.listener = listener;
        this.dialer = new Dialer(endpoint);
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

    /** Closes a faulty connection, and reconnects as after a lost one. */
    public void drop(Problem why) {
        loop.execute(() -> {
            if (link != null) {
                link.close(why);
            }
        });
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
        Link dialed = new Link(new Registration(nick, endpoint.claimedName().isPresent()), this);
        dialer.dial(group, addresses[index], CONNECT_MILLIS, dialed).addListener((ChannelFuture connected) -> {
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
        backoff.ifPresent(Backoff::reset);
        // The listener comes first, so that it knows of the welcome before open() returns.
        executor.execute(() -> listener.registered(registration, tls));
        if (opening != null) {
            opening.complete(null);
            opening = null;
        }
    }

    @Override
    public void received(Message message) {
        int size = memory(message);
        if (pending.addAndGet(size) > MAX_PENDING && link != null) {
            paused = true;
            link.read(false);
        }
        executor.execute(() -> {
            try {
                listener.received(message);
            } finally {
                if (pending.addAndGet(-size) <= MAX_PENDING / 2 && paused) {
                    loop.execute(this::resume);
                }
            }
        });
    }

    /** Returns about how much memory a line takes, in characters. */
    public static int memory(Message line) {
        int size = OVERHEAD + line.params().stream().mapToInt(String::length).sum();
        for (Map.Entry<String, String> tag : line.tags().entrySet()) {
            size += OVERHEAD + tag.getKey().length() + tag.getValue().length();
        }
        return size;
    }

    private void resume() {
        if (paused && pending.get() <= MAX_PENDING / 2) {
            paused = false;
            if (link != null) {
                link.read(true);
            }
        }
    }

    @Override
    public void closed(Link closed, Throwable why) {
        boolean established = closed == link;
        link = null;
        if (established && !closing) {
            lost(reasonOf(why), Failures.isFinal(why));
        } else {
            failed(why);
        }
    }

    private Problem reasonOf(Throwable why) {
        return why instanceof Problem || why instanceof ServerError || Failures.isFinal(why)
                ? Failures.problem(why, endpoint)
                : new Problem(String.valueOf(why.getMessage()), "", why);
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
        Optional<Duration> delay = forGood ? Optional.empty() : backoff.map(Backoff::next);
        executor.execute(() -> listener.lost(why, delay));
        delay.ifPresent(time -> loop.schedule((Runnable) this::attempt, time.toMillis(), TimeUnit.MILLISECONDS));
    }
}
