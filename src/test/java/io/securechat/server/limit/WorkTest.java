package io.securechat.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkTest {
    private final Work work = new Work();

    @Test
    void aThousandReceiversCostAboutALineAndLongMessagesMore() {
        assertThat(work.measure(() -> work.fanOut(1000, 100))).isEqualTo(4000);
        assertThat(work.measure(() -> work.fanOut(1000, 4096 + 512))).isEqualTo(144_000);
    }

    @Test
    void whatIsLookedThroughCountsEvenIfNothingIsFound() {
        assertThat(work.measure(() -> work.lookThrough(10_000))).isEqualTo(80_000);
    }

    @Test
    void whatIsPartOfSomethingElseIsChargedOnce() {
        long outer = work.measure(() -> {
            work.add(1);
            assertThat(work.measure(() -> work.add(20))).isEqualTo(20);
            work.add(300);
        });
        assertThat(outer).isEqualTo(301);
        assertThat(work.measure(() -> {})).isZero();
    }

    @Test
    void whatFailsIsNotChargedToTheNextOne() {
        assertThatThrownBy(() -> work.measure(() -> {
                    work.add(5);
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(work.measure(() -> work.add(7))).isEqualTo(7);
    }
}
