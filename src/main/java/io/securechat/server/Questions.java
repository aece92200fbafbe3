package io.securechat.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What one person asks the journal, over all connections: a few questions at a time, in order. Each answer may have hundreds of
 * lines to be made on the chat's thread, so others get their turns between two of them. At most as many questions wait as the
 * person has sessions, since a session waits for its answer. Owned by the chat's thread.
 */
final class Questions {
    private final int atATime;
    private final Queue<Runnable> waiting = new ArrayDeque<>(1);
    private int asked;

    /** @param atATime how many may be asked before the first of them is answered */
    Questions(int atATime) {
        this.atATime = atATime;
    }

    /**
     * Asks now, or when an earlier question has been answered.
     *
     * @param chat runs tasks on the chat's thread, in order
     * @return completed on the chat's thread
     */
    <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question, Executor chat) {
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
