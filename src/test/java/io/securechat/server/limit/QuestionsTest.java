package io.securechat.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private final Questions questions = new Questions(2);
    private final List<CompletableFuture<String>> asked = new ArrayList<>();

    @Test
    void oneMoreIsAskedWhenOneIsAnswered() {
        List<CompletableFuture<String>> answers =
                IntStream.range(0, 5).mapToObj(i -> ask()).toList();

        assertThat(asked).hasSize(2);
        asked.get(1).complete("second");
        assertThat(answers.get(1)).isCompletedWithValue("second");
        assertThat(answers.get(0)).isNotDone();
        assertThat(asked).hasSize(3);
        asked.get(0).complete("first");
        assertThat(asked).hasSize(4);
    }

    @Test
    void aQuestionThatFailsMakesRoomForTheNextOne() {
        List<CompletableFuture<String>> answers =
                IntStream.range(0, 3).mapToObj(i -> ask()).toList();

        asked.get(0).completeExceptionally(new IllegalStateException("disk"));
        assertThat(answers.get(0)).isCompletedExceptionally();
        assertThat(asked).hasSize(3);
    }

    @Test
    void aQuestionThatCannotBeAskedMakesRoomForTheNextOne() {
        for (int i = 0; i < 5; i++) {
            CompletableFuture<String> answer = questions.ask(
                    () -> {
                        throw new IllegalStateException("closed");
                    },
                    Runnable::run);
            assertThat(answer).isCompletedExceptionally();
        }
        assertThat(ask()).isNotDone();
        assertThat(asked).hasSize(1);
    }

    private CompletableFuture<String> ask() {
        return questions.ask(
                () -> {
                    CompletableFuture<String> answer = new CompletableFuture<>();
                    asked.add(answer);
                    return answer;
                },
                Runnable::run);
    }
}
