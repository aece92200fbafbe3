package io.securechat.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event.Place;
import io.securechat.client.event.Notice;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.setting.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chat decides what completes a word, even if it looks different. */
@Timeout(120)
class SuggestionsTest {
    private static final Map<String, List<String>> SUGGESTIONS = Map.of(
            "well done :tad", List.of("🎉 "),
            "/join lob", List.of("#lobby "),
            "/join te", List.of("#tea ", "#team "),
            "@bo", List.of("@bob "));

    private final RecordingChat chat = new RecordingChat() {
        @Override
        public List<Suggestion> complete(String line) {
            return SUGGESTIONS.getOrDefault(line, List.of()).stream()
                    .map(Suggestion::of)
                    .toList();
        }
    };
    private VirtualTerminal screen;
    private Console console;

    @BeforeEach
    void open() throws Exception {
        screen = new VirtualTerminal("xterm-256color", 50, 10);
        console = new Console(screen.terminal, false, Settings.defaults());
        console.accept(new SessionEvent.Connected(Instant.now(), "localhost:8443", "ada", false));
        console.accept(new SessionEvent.Switched(Instant.now(), "", new Place("#dev", true), 0, 0));
        CompletableFuture.runAsync(() -> console.run(chat));
        screen.awaitPrompt("#dev ada>");
    }

    @AfterEach
    void close() throws Exception {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({
        "well done :tad, well done 🎉 !",
        "/join lob, /join #lobby !",
        "@bo, @bob !",
        "nobody, nobody!",
    })
    void theWordIsReplaced(String before, String after) throws Exception {
        screen.type(before + "\t!\r");
        assertThat(chat.typed.poll(60, TimeUnit.SECONDS)).isEqualTo(after);
    }

    @Test
    void aMenuOfWordsThatLookDifferent() throws Exception {
        screen.type("/join te\t\t\t\r\r");
        assertThat(chat.typed.poll(60, TimeUnit.SECONDS)).isIn("/join #tea ", "/join #team ");
    }

    @Test
    void theParametersOfACommandAreShownBehindTheCursor() throws Exception {
        screen.type("/kick ");
        screen.await("#dev ada> /kick NAME [REASON]");
        screen.type("bob");
        screen.awaitPrompt("#dev ada> /kick bob");
        screen.type("\r");
        assertThat(chat.typed.poll(60, TimeUnit.SECONDS)).isEqualTo("/kick bob");
    }

    @Test
    void theScreenIsCleared() throws Exception {
        console.accept(new Notice.Info(Instant.EPOCH, "old news"));
        screen.await("old news");
        screen.type("half a line");
        screen.awaitPrompt("#dev ada> half a line");
        console.accept(new Notice.Cleared(Instant.EPOCH));
        screen.awaitScreen("#dev ada> half a line");
    }
}
