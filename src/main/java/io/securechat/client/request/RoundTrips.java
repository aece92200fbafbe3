package io.securechat.client.request;

import io.securechat.Problem;
import io.securechat.client.connection.Failures;
import io.securechat.irc.Message;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Round trips to the server, by PING and PONG: when one is complete, the server has processed everything sent before. */
public final class RoundTrips {
    private static final String TOKEN = "securechat-";

    private final Executor thread;
    private final BooleanSupplier connected;
    private final Consumer<Message> connection;
    private final Map<String, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();
    private volatile @Nullable Problem end;

    /**
     * @param thread the thread that owns the connection
     * @param connected returns whether there is a connection, on the thread
     * @param connection sends a message, on the thread
     */
    public RoundTrips(Executor thread, BooleanSupplier connected, Consumer<Message> connection) {
        this.thread = thread;
        this.connected = connected;
        this.connection = connection;
    }

    /**
     * Begins a round trip, from any thread.
     *
     * @return fails with a {@link java.util.concurrent.TimeoutException}, or with the problem that ended the connection
     */
    public CompletableFuture<Void> begin(Duration timeout) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        String token = TOKEN + next.incrementAndGet();
        open.put(token, done);
        Problem over = end;
        if (over != null) {
            done.completeExceptionally(over);
        }
        done.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((ok, failure) -> open.remove(token));
        thread.execute(() -> {
            if (connected.getAsBoolean()) {
                connection.accept(Message.of("PING", token));
            } else {
                done.completeExceptionally(Failures.lost("there is none", null));
            }
        });
        return done;
    }

    /** Takes the token of a PONG. */
    public void pong(String token) {
        CompletableFuture<Void> done = open.get(token);
        if (done != null) {
            done.complete(null);
        }
    }

    /** The connection is lost: fails all open round trips. */
    public void fail(Problem why) {
        open.values().forEach(done -> done.completeExceptionally(why));
    }

    /** The client has ended: fails all round trips, also later ones. */
    public void end(Problem why) {
        end = why;
        fail(why);
    }
}
