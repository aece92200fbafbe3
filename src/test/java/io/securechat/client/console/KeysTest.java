package io.securechat.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event.Place;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.setting.Settings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No key is lost, or has another effect than in its place among the others. */
@Timeout(120)
class KeysTest {
    private final RecordingChat chat = new RecordingChat() {
        @Override
        public List<Suggestion> complete(String line) {
            return List.of(new Suggestion("bob ", "in #dev", "people"), new Suggestion("bea ", "in #dev", "people"));
        }
    };
    private VirtualTerminal screen;
    private Console console;
    private CompletableFuture<Void> running;

    @BeforeEach
    void open() throws Exception {
        screen = new VirtualTerminal("xterm-256color", 80, 24);
        console = new Console(screen.terminal, false, Settings.defaults());
        console.accept(new SessionEvent.Connected(Instant.now(), "localhost:8443", "ada", false));
        console.accept(new SessionEvent.Switched(Instant.now(), "", new Place("#dev", true), 0, 0));
        running = CompletableFuture.runAsync(() -> console.run(chat));
        screen.awaitPrompt("#dev ada>");
    }

    @AfterEach
    void close() throws Exception {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'wrong^C/msg ada bye for now\r', '/msg ada bye for now'",
        "'b\t\t^[^U/wh\r', '/wh'",
        "'b\t^[^U/wh\r', '/wh'",
        "'^[/join #team\r', '/join #team'",
        "'^[^[^[/who\r', '/who'",
        "'a^[[1;2Pb^[[25~c^[Oqd^[[5~\r', 'abcd'",
        "'one two^[[1;3D^[[1;3Dx\r', 'xone two'",
        "'one two^[[Dx\r', 'one twxo'",
        "'^[-a^[xb\r', '-axb'",
        "'half^[[I a^[[O line\r', 'half a line'",
        "'^R^[[Ax\r', 'x'",
        "'f(x)\r', 'f(x)'",
        "'^[[200~one^[[201~^[[200~two^[[201~ three\r', 'onetwo three'",
        "'^[[[A^[[<0;1;1M^[[?1;2cx\r', 'x'",
        "'^[éx\r', 'éx'",
    })
    void keysInTheirOrder(String keys, String line) throws Exception {
        screen.type(keys.replace("^[", "\u001B")
                .replace("^C", "\u0003")
                .replace("^U", "\u0015")
                .replace("^R", "\u0012"));
        assertThat(chat.nextTyped()).isEqualTo(line);
    }

    @Test
    void aPasteIsOneInputWhateverComesBefore() throws Exception {
        screen.type("\u001B[200~first\ronce\u001B[201~\r\u001B[200~one\rtwo\rthree\u001B[201~\r");
        assertThat(chat.nextTyped()).isEqualTo("first\nonce");
        assertThat(chat.nextTyped()).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void controlCClearsTheLineAndTwiceOnAnEmptyOneLeaves() throws Exception {
        screen.type("regret");
        screen.awaitPrompt("#dev ada> regret");
        screen.type("\u0003");
        screen.awaitPrompt("#dev ada>");
        screen.type("\u0003");
        screen.await("Ctrl-C again leaves");
        screen.type("x\u0003\u0003");
        screen.type("better\r");
        assertThat(chat.nextTyped()).isEqualTo("better");
        screen.type("\u0003\u001B[O\u0003");
        running.get(60, TimeUnit.SECONDS);
        assertThat(chat.nextTyped()).isEqualTo("(left)");
    }

    @Test
    void theModesAreSetAgainAndResetAtTheEnd() throws Exception {
        String on = "\u001B[?2004h\u001B[?1004h";
        int before = count(screen.written(), on);
        screen.terminal.raise(Signal.CONT);
        assertThat(count(screen.written(), on)).isGreaterThan(before);
        before = count(screen.written(), on);
        screen.terminal.raise(Signal.WINCH);
        assertThat(count(screen.written(), on)).isGreaterThan(before);
        console.stop();
        running.get(60, TimeUnit.SECONDS);
        console.close();
        String written = screen.written();
        assertThat(written.lastIndexOf("\u001B[?1004l\u001B[?2004l")).isGreaterThan(written.lastIndexOf(on));
        assertThat(written.lastIndexOf("\u001B]2;\u0007")).isGreaterThan(written.lastIndexOf("\u001B]2;#dev"));
    }

    @Test
    void bracketedPasteIsNeverOffBetweenTwoLines() throws Exception {
        screen.type("one\rtwo\r");
        assertThat(chat.nextTyped()).isEqualTo("one");
        assertThat(chat.nextTyped()).isEqualTo("two");
        assertThat(screen.written()).doesNotContain("\u001B[?2004l");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length;
    }
}
