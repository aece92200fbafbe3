package io.securechat.history.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A prefix is required only if it rules out most candidates. */
class FtsQueryTest {
    private final FtsQuery query = new FtsQuery("\"a\"", List.of("everywhere", "nowadays"));

    private void reject(int times, String folded) {
        for (int i = 0; i < times; i++) {
            query.reject(folded);
        }
    }

    @Test
    void theRarestPrefixIsRequiredFirst() {
        reject(FtsQuery.SAMPLE - 1, "ever now");
        assertThat(query.expression()).isEqualTo("\"a\"");
        query.restart();
        reject(FtsQuery.SAMPLE / 2, "everywhere now");
        reject(FtsQuery.SAMPLE / 2 - 1, "ever now");
        assertThat(query.reject("ever now")).isTrue();
        assertThat(query.expression()).isEqualTo("\"a\" AND \"nowadays\"*");
        reject(FtsQuery.SAMPLE, "ever nowadays");
        assertThat(query.expression()).isEqualTo("\"a\" AND \"nowadays\"* AND \"everywhere\"*");
        reject(FtsQuery.SAMPLE, "ever now");
        assertThat(query.expression()).isEqualTo("\"a\" AND \"nowadays\"* AND \"everywhere\"*");
    }

    /** Candidates of a phrase that have its words in another order. */
    @Test
    void aPrefixThatCandidatesHaveIsNotRequired() {
        reject(3 * FtsQuery.SAMPLE, "nowadays everywhere");
        assertThat(query.expression()).isEqualTo("\"a\"");
    }
}
