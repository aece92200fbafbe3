package io.securechat.client.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.state.Account;
import io.securechat.client.state.ReadMarks;
import io.securechat.irc.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadMarkersTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.000Z");

    @TempDir
    Path state;

    private final List<Message> sent = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();

    @Test
    void theServerKeepsThem() {
        ReadMarkers markers = markers(true);

        markers.shown("#tea", NOON);
        markers.shown("#tea", NOON.plusSeconds(1));
        later.forEach(Runnable::run);

        assertThat(sent).singleElement().hasToString("MARKREAD #tea timestamp=2026-11-28T12:00:01.000Z");
        assertThat(later).hasSize(1);
        assertThat(markers(false).of("#tea")).isEmpty();
    }

    @Test
    void withoutTheServerTheyAreInAFile() {
        ReadMarkers markers = markers(false);

        markers.shown("#Tea", NOON);
        later.forEach(Runnable::run);

        assertThat(sent).isEmpty();
        assertThat(markers(false).of("#tEa")).contains(NOON);
        markers.shown("#tea", NOON.plusSeconds(5));
        markers.flush();
        assertThat(markers(false).of("#tea")).contains(NOON.plusSeconds(5));
    }

    /** The markers of a client that has just connected. */
    private ReadMarkers markers(boolean serverKeepsThem) {
        ReadMarkers markers = new ReadMarkers(sent::add, (delay, task) -> later.add(task));
        markers.keep(new ReadMarks(new Account(state, "ada"), problem -> {
            throw problem;
        }));
        markers.enable(serverKeepsThem);
        return markers;
    }
}
