package io.securechat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(3, 2);

    @Test
    void countsWhatComesInOrder() {
        assertThat(tally.heard(1, 0, 0)).isTrue();
        assertThat(tally.heard(1, 0, 1)).isTrue();
        assertThat(tally.heard(2, 0, 0)).isTrue();
        assertThat(tally.heard(2, 1, 0)).isTrue();
        found(4, 0, 0);
    }

    @Test
    void noticesWhatIsMissing() {
        tally.heard(1, 0, 0);
        assertThat(tally.heard(1, 0, 3)).isTrue();
        found(2, 2, 0);
    }

    @Test
    void noticesWhatComesTwice() {
        tally.heard(1, 0, 0);
        assertThat(tally.heard(1, 0, 0)).isFalse();
        found(1, 0, 1);
    }

    @Test
    void noticesWhatComesInTheWrongOrder() {
        tally.heard(1, 0, 1);
        tally.heard(1, 0, 0);
        found(1, 1, 1);
    }

    @Test
    void noticesWhatHasNotComeAtTheEnd() {
        tally.heard(1, 0, 0);
        tally.heard(2, 0, 0);
        tally.heard(2, 0, 1);
        assertThat(tally.outstanding(0, 2)).isEqualTo(1);
        assertThat(tally.outstanding(1, 2))
                .as("the speaker itself needs not hear it")
                .isEqualTo(4);
    }

    @Test
    void doesNotWaitForTheDeaf() {
        tally.deafen(2);
        assertThat(tally.heard(2, 0, 0)).isFalse();
        assertThat(tally.outstanding(0, 5)).isEqualTo(5);
        found(0, 0, 0);
    }

    private void found(long delivered, long skipped, long doubled) {
        assertThat(tally.delivered()).isEqualTo(delivered);
        assertThat(tally.skipped()).isEqualTo(skipped);
        assertThat(tally.doubled()).isEqualTo(doubled);
    }
}
