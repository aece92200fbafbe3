package io.securechat.server.metrics;

import io.securechat.tls.report.Expiry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whether a server works. Owned by the event loop of the {@link MetricsServer}. */
final class Health {
    /** The time that an answer is used again, so that frequent questions cause no more writes. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private final Monitored monitored;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private @Nullable CompletableFuture<List<String>> ready;
    private long askedAt;

    Health(Monitored monitored, Clock clock, LongSupplier nanoTime) {
        this.monitored = monitored;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Returns the faults that only a restart can end: threads that do not answer. */
    CompletableFuture<List<String>> alive() {
        return monitored.silent();
    }

    /** Returns the reasons for which clients cannot use the server now. */
    CompletableFuture<List<String>> ready(Executor executor) {
        CompletableFuture<List<String>> last = ready;
        long now = nanoTime.getAsLong();
        if (last == null || (last.isDone() && now - askedAt >= FRESH)) {
            last = monitored.figures(executor).thenCombineAsync(monitored.probe(), this::faults, executor);
            ready = last;
            askedAt = now;
        }
        return last;
    }

    private List<String> faults(Monitored.Figures figures, Optional<String> unwritable) {
        List<String> faults = new ArrayList<>(Monitored.silent(figures.traffic(), figures.chat()));
        unwritable.ifPresent(faults::add);
        Instant now = clock.instant();
        figures.ends().stream()
                .filter(expiry ->
                        expiry.kind() == Expiry.Kind.SERVER && expiry.end().isBefore(now))
                .forEach(expiry -> faults.add(expiry.sentence(now)));
        boolean trusts = figures.ends().stream()
                .anyMatch(expiry -> (expiry.kind() == Expiry.Kind.CA || expiry.kind() == Expiry.Kind.PIN)
                        && !expiry.end().isBefore(now));
        if (!trusts) {
            faults.add("all trusted certificates have expired");
        }
        return faults;
    }
}
