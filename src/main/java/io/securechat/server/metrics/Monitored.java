package io.securechat.server.metrics;

import io.securechat.history.Journal;
import io.securechat.history.JournalFigures;
import io.securechat.server.ChatServer;
import io.securechat.server.chat.ChatFigures;
import io.securechat.server.connection.Traffic;
import io.securechat.tls.report.Expiry;
import io.securechat.tls.report.HandshakeOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A running server, as its monitoring sees it. A part that does not answer in time is left out. */
public final class Monitored {
    private static final int PATIENCE_SECONDS = 3;

    private final ChatServer server;
    private final Journal journal;
    private final Supplier<List<Expiry>> ends;
    private final LongSupplier dropped;

    /**
     * @param ends returns the ends of the server's present certificates and lists
     * @param dropped returns the number of lines that the log has dropped
     */
    public Monitored(ChatServer server, Journal journal, Supplier<List<Expiry>> ends, LongSupplier dropped) {
        this.server = server;
        this.journal = journal;
        this.ends = ends;
        this.dropped = dropped;
    }

    /**
     * Measurements taken together.
     *
     * @param connections open connections, with those whose handshake is not complete
     * @param ends the earliest first
     * @param dropped lines that the log has dropped
     */
    record Figures(
            int connections,
            Map<HandshakeOutcome, Long> handshakes,
            Optional<Traffic.Figures> traffic,
            Optional<ChatFigures> chat,
            Optional<JournalFigures> journal,
            List<Expiry> ends,
            long dropped) {}

    /** @param executor puts the figures together: the threads that answer have other work */
    CompletableFuture<Figures> figures(Executor executor) {
        CompletableFuture<Optional<Traffic.Figures>> traffic = inTime(server.traffic());
        CompletableFuture<Optional<ChatFigures>> chat = inTime(server.chat());
        CompletableFuture<Optional<JournalFigures>> stored = inTime(journal.figures());
        return CompletableFuture.allOf(traffic, chat, stored)
                .thenApplyAsync(
                        all -> new Figures(
                                server.connections(),
                                server.handshakes(),
                                traffic.join(),
                                chat.join(),
                                stored.join(),
                                ends.get().stream()
                                        .sorted(Comparator.comparing(Expiry::end))
                                        .toList(),
                                dropped.getAsLong()),
                        executor);
    }

    /** Returns the threads that do not answer, whatever the journal does. */
    CompletableFuture<List<String>> silent() {
        return inTime(server.traffic()).thenCombine(inTime(server.chat()), Monitored::silent);
    }

    static List<String> silent(Optional<Traffic.Figures> traffic, Optional<ChatFigures> chat) {
        List<String> faults = new ArrayList<>();
        if (chat.isEmpty()) {
            faults.add("the thread chat does not answer");
        }
        if (traffic.isEmpty()) {
            faults.add("an event loop does not answer");
        }
        return faults;
    }

    /** Writes to the journal; returns the reason if it cannot be written. */
    CompletableFuture<Optional<String>> probe() {
        return journal.probe()
                .handle((done, failure) -> Optional.ofNullable(failure).map(Throwable::getMessage))
                .completeOnTimeout(Optional.of("the journal does not answer"), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static <T> CompletableFuture<Optional<T>> inTime(CompletableFuture<T> answer) {
        return answer.handle((value, failure) -> Optional.ofNullable(value))
                .completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
