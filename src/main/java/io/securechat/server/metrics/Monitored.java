package io.securechat.server.metrics;

import io.securechat.history.Journal;
import io.securechat.history.JournalFigures;
import io.securechat.server.ChatServer;
import io.securechat.server.chat.ChatFigures;
import io.securechat.server.connection.Traffic;
import io.securechat.tls.report.HandshakeOutcome;
import io.securechat.tls.report.Term;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A running server, as its monitoring sees it. A part that does not answer in time is left out. */
final class Monitored {
    private static final int PATIENCE_SECONDS = 3;

    private final ChatServer server;
    private final Journal journal;
    private final Supplier<List<Term>> terms;

    Monitored(ChatServer server, Journal journal, Supplier<List<Term>> terms) {
        this.server = server;
        this.journal = journal;
        this.terms = terms;
    }

    /**
     * Measurements taken together.
     *
     * @param connections open connections, with those whose handshake is not complete
     */
    record Figures(
            int connections,
            Map<HandshakeOutcome, Long> handshakes,
            Optional<Traffic.Figures> traffic,
            Optional<ChatFigures> chat,
            Optional<JournalFigures> journal,
            List<Term> terms) {}

    CompletableFuture<Figures> figures() {
        CompletableFuture<Optional<Traffic.Figures>> traffic = inTime(server.traffic());
        CompletableFuture<Optional<ChatFigures>> chat = inTime(server.chat());
        CompletableFuture<Optional<JournalFigures>> stored = inTime(journal.figures());
        return CompletableFuture.allOf(traffic, chat, stored)
                .thenApply(all -> new Figures(
                        server.connections(),
                        server.handshakes(),
                        traffic.join(),
                        chat.join(),
                        stored.join(),
                        terms.get()));
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
