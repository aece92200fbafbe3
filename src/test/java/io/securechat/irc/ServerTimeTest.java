package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTimeTest {
    @Test
    void timesAreToldToTheMillisecond() {
        for (String text : List.of(
                "2026-11-24T08:56:02.000Z",
                "2026-11-24T08:56:02.007Z",
                "2026-11-24T08:56:02.999Z",
                "2026-11-24T08:56:03.120Z",
                "0000-01-01T00:00:00.000Z",
                "1970-01-01T00:00:00.001Z",
                "9999-12-31T23:59:59.999Z",
                "1969-12-31T23:59:59.999Z")) {
            assertThat(ServerTime.format(Instant.parse(text))).isEqualTo(text);
        }
        assertThat(ServerTime.format(Instant.parse("2026-11-24T08:56:02.123999999Z")))
                .isEqualTo("2026-11-24T08:56:02.123Z");
    }

    @Test
    void invalidTimesAreNull() {
        assertThat(ServerTime.parse("2026-11-24T08:56:02.123Z")).isEqualTo(Instant.parse("2026-11-24T08:56:02.123Z"));
        assertThat(ServerTime.parse("2026-11-24T08:56:02Z")).isEqualTo(Instant.parse("2026-11-24T08:56:02Z"));
        for (String text :
                List.of("", "yesterday", "2026-11-24", "2026-13-24T08:56:02Z", "2026-11-24T08:56:02+01:00")) {
            assertThat(ServerTime.parse(text)).as(text).isNull();
        }
    }
}
