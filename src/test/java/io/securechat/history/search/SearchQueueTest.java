package io.securechat.history.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Searches of several askers take turns, and each has a time limit. */
class SearchQueueTest {
    private final SearchQueue queue = new SearchQueue(Duration.ofMinutes(5).toNanos());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        queue.close();
    }

    /** Returns a search that takes a number of slices. */
    private Scan scan(String name, int slices) {
        return new Scan() {
            private int left = slices;

            @Override
            public boolean run(long until) {
                log.add(name);
                left--;
                return left == 0;
            }

            @Override
            public List<Entry> found() {
                return List.of();
            }
        };
    }

    private CompletableFuture<Journal.Found> submit(SearchQueue to, String asker, SearchQueue.Start start) {
        return to.submit(asker, () -> CompletableFuture.completedFuture(null), start);
    }

    private CompletableFuture<Journal.Found> submit(String asker, String name, int slices) {
        return submit(queue, asker, () -> scan(name, slices));
    }

    @Test
    void aShortSearchDoesNotWaitForALongOne() {
        CompletableFuture<Journal.Found> endless = submit("eve", "endless", -1);
        assertThat(submit("ada", "short", 3).join().complete()).isTrue();
        assertThat(endless).isNotDone();
        queue.close();
        assertThat(endless)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .withCauseInstanceOf(Problem.class);
    }

    @Test
    void anAskersSearchesAreRunOneAfterTheOther() {
        List<CompletableFuture<Journal.Found>> all = new ArrayList<>();
        for (String name : List.of("eve1", "eve2", "ada1")) {
            all.add(submit(name.substring(0, 3), name, 2));
        }
        all.forEach(CompletableFuture::join);
        assertThat(log.stream().filter(name -> name.startsWith("eve"))).containsExactly("eve1", "eve1", "eve2", "eve2");
        assertThat(log).hasSize(6);
    }

    @Test
    void aSearchThatTakesTooLongEndsWithWhatItHas() {
        try (SearchQueue hasty = new SearchQueue(1)) {
            assertThat(submit(hasty, "ada", () -> scan("long", 100)).join())
                    .isEqualTo(new Journal.Found(List.of(), false));
            assertThat(submit(hasty, "ada", () -> scan("short", 1)).join())
                    .isEqualTo(new Journal.Found(List.of(), true));
        }
    }

    @Test
    void searchesAreLimitedByAskerAndInAll() {
        CompletableFuture<Void> start = new CompletableFuture<>();
        List<CompletableFuture<Journal.Found>> all = new ArrayList<>();
        for (int i = 0; i < SearchQueue.MAX_OF_ONE; i++) {
            all.add(queue.submit("eve", () -> start, () -> scan("x", 1)));
        }
        assertThatThrownBy(() -> submit("eve", "one more", 1).join())
                .hasCauseInstanceOf(Problem.class)
                .hasMessageContaining("8 of your searches");
        for (int i = SearchQueue.MAX_OF_ONE; i < SearchQueue.MAX; i++) {
            all.add(queue.submit("user" + i, () -> start, () -> scan("x", 1)));
        }
        assertThatThrownBy(() -> submit("ada", "one more", 1).join())
                .hasCauseInstanceOf(Problem.class)
                .hasMessageContaining("too many searches are running");
        start.complete(null);
        all.forEach(CompletableFuture::join);
        assertThat(submit("ada", "one more", 1).join().complete()).isTrue();
        assertThat(submit("eve", "one more", 1).join().complete()).isTrue();
    }

    /** The next search may come from the thread that completes the one before. */
    @Test
    void theNextSearchMayFollowAtOnce() {
        CompletableFuture<Void> start = new CompletableFuture<>();
        List<CompletableFuture<Journal.Found>> all = new ArrayList<>();
        for (int i = 0; i < SearchQueue.MAX_OF_ONE; i++) {
            all.add(queue.submit("eve", () -> start, () -> scan("first", 1))
                    .thenCompose(found -> submit("eve", "next", 1)));
        }
        start.complete(null);
        assertThat(all)
                .allSatisfy(result -> assertThat(result.join().complete()).isTrue());
    }

    @Test
    void aFailureAffectsOneAskerOnly() {
        CompletableFuture<Journal.Found> bad = submit(queue, "eve", () -> {
            throw new SQLException("broken");
        });
        CompletableFuture<Journal.Found> worse = submit(queue, "eve", () -> {
            throw new StackOverflowError();
        });
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(SQLException.class);
        assertThatThrownBy(worse::join).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(submit("eve", "next", 1).join().complete()).isTrue();
    }
}
