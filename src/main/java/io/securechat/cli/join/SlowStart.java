package io.securechat.cli.join;

import io.securechat.client.event.Event;
import io.securechat.client.event.SessionEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A line for a user whose server does not answer within a second, so that the screen does not stay empty. */
final class SlowStart implements Consumer<Event> {
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final Runnable line;
    private volatile CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);

    /** @param line prints the line */
    SlowStart(Runnable line) {
        this.line = line;
    }

    /** The client begins to connect. */
    void begin() {
        pending = CompletableFuture.runAsync(line, LATER);
    }

    /** The client has connected, or has failed to. */
    void end() {
        pending.cancel(false);
    }

    @Override
    public void accept(Event event) {
        if (event instanceof SessionEvent.Connected) {
            end();
        }
    }
}
