package io.securechat.history.sqlite;

import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.history.file.OutageLog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Questions whether the journal can be written, which the thread that appends answers: one write for all that wait. */
final class Probes {
    private final OutageLog outages;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();

    /** @param outages records the outcome of each write */
    Probes(OutageLog outages) {
        this.outages = outages;
    }

    synchronized CompletableFuture<Void> ask() {
        CompletableFuture<Void> question = new CompletableFuture<>();
        waiting.add(question);
        return question;
    }

    /** Answers all questions by one write. */
    void answer(Store store) {
        List<CompletableFuture<Void>> asked = take();
        if (asked.isEmpty()) {
            return;
        }
        try {
            store.probe();
            outages.succeeded();
            asked.forEach(question -> question.complete(null));
        } catch (SQLException | RuntimeException | Error e) {
            Fatal.check(e);
            Problem why = outages.failed(e);
            asked.forEach(question -> question.completeExceptionally(why));
        }
    }

    /** Answers the last questions: the journal is closed. */
    void close() {
        Problem why = new Problem("the server's journal is closed", "start the server again");
        take().forEach(question -> question.completeExceptionally(why));
    }

    private synchronized List<CompletableFuture<Void>> take() {
        List<CompletableFuture<Void>> asked = waiting;
        waiting = new ArrayList<>();
        return asked;
    }
}
