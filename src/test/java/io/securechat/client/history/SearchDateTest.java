package io.securechat.client.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchDateTest {
    /** A Thursday, four days after the clocks in Berlin were turned back. */
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 10, 29, 14, 30, 0, 0, ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "today, 2026-10-28T23:00:00Z",
        "Yesterday, 2026-10-27T23:00:00Z",
        "thursday, 2026-10-28T23:00:00Z",
        "wed, 2026-10-27T23:00:00Z",
        "friday, 2026-10-22T22:00:00Z",
        "sunday, 2026-10-24T22:00:00Z",
        "30m, 2026-10-29T13:00:00Z",
        "3h, 2026-10-29T10:30:00Z",
        "2d, 2026-10-27T13:30:00Z",
        "5d, 2026-10-24T12:30:00Z",
        "1w, 2026-10-22T12:30:00Z",
        "2026-11-24, 2026-11-23T23:00:00Z",
        "2026-10-01, 2026-09-30T22:00:00Z",
        "2026-11-24T14:00, 2026-11-24T13:00:00Z",
        "2026-11-24t14:00:30, 2026-11-24T13:00:30Z",
    })
    void dates(String typed, String expected) {
        assertThat(SearchDate.parse(typed, NOW)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "tomorrow", "2026-13-01", "99999d", "d", "2y", "14:00", "th", "2026-11-24T25:00"})
    void noDates(String typed) {
        assertThatThrownBy(() -> SearchDate.parse(typed, NOW))
                .hasMessage("'" + typed + "' is not a date such as today, monday, 2d, 2026-11-24 or 2026-11-24T14:00");
    }

    @Test
    void allWordsAreDates() {
        assertThat(SearchDate.words())
                .hasSize(9)
                .allSatisfy(word -> assertThat(SearchDate.parse(word, NOW)).isBefore(NOW.toInstant()));
    }
}
