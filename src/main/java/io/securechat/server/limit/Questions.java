package io.securechat.server.limit;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The questions of one person to the journal, over all connections: a few at a time, in order, so that others get their
 * turns between two long answers. A session waits for its answer, so at most as many wait as the person has sessions.
 * Owned by the thread {@code chat}.
 */
public final class Questions {
    private final int atATime;
    private final Queue<Runnable> waiting = new ArrayDeque<>(1);
    private int asked;

    /** @param atATime the limit of questions without an answer */
    public Questions(int atATime) {
        this.atATime = atATime;
    }

    /**
     * Asks a question at once, or when an earlier one has been answered.
     *
     * @param chat runs tasks on the thread {@code chat}, in order
     * @return completed on the thread {@code chat}
     */
    public <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question, Executor chat) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        waiting.add(() -> CompletableFuture.completedFuture(question)
                .thenCompose(Supplier::get) // what it throws is its answer
                .whenComplete((value, failure) -> chat.execute(() -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                    chat.execute(this::answered); // behind what goes on with the answer
                })));
        askNext();
        return answer;
    }

    private void answered() {
        asked--;
        askNext();
    }

    private void askNext() {
        if (asked < atATime && !waiting.isEmpty()) {
            asked++;
            waiting.remove().run();
        }
    }
}
