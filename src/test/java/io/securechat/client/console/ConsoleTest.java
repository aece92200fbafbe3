package io.securechat.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Kind;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.setting.Settings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConsoleTest {
    private static final Place LOBBY = new Place("#lobby", true);

    private final Output output = new Output();
    private final RecordingChat chat = new RecordingChat() {
        @Override
        public Verdict check(String text) {
            return text.startsWith("much") ? Verdict.ask("send much? y/N ") : Verdict.GO;
        }

        @Override
        public List<Suggestion> complete(String line) {
            return List.of(Suggestion.of("bob: "));
        }
    };
    private LineDisciplineTerminal terminal;
    private Console console;
    private CompletableFuture<Void> running;

    @BeforeEach
    void open() throws Exception {
        terminal = new LineDisciplineTerminal("test", "xterm", output, StandardCharsets.UTF_8);
        terminal.setSize(Size.of(80, 24));
        console = new Console(terminal, false, Settings.defaults());
        console.accept(new SessionEvent.Connected(Instant.now(), "localhost:8443", "ada", false));
        running = CompletableFuture.runAsync(() -> console.run(chat));
        output.await("ada> ");
    }

    @AfterEach
    void close() throws Exception {
        console.close();
    }

    @Test
    void halfALineSurvivesWhatIsPrintedAbove() throws Exception {
        type("half a");
        output.await("half a");
        for (int i = 1; i <= 200; i++) {
            say("message " + i);
        }
        output.await("bob: message 200");
        output.await("ada> half a"); // redrawn below
        type(" line\r");
        assertThat(chat.nextTyped()).isEqualTo("half a line");
        assertThat(output.text()).containsOnlyOnce("bob: message 1\n").contains("bob: message 137");
    }

    @Test
    void wideCharactersAndOddOnesAreTypedAsTheyAre() throws Exception {
        type("日本語 👍 \"'\\ !x %\r");
        assertThat(chat.nextTyped()).isEqualTo("日本語 👍 \"'\\ !x %");
    }

    @Test
    void aPasteOfSeveralLinesIsOneInput() throws Exception {
        type("\u001B[200~one\rtwo\r\u001B[201~three\r");
        assertThat(chat.nextTyped()).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void theHistoryComesBack() throws Exception {
        type("first\r");
        assertThat(chat.nextTyped()).isEqualTo("first");
        output.await("ada> ");
        type("\u001BOA!\r");
        assertThat(chat.nextTyped()).isEqualTo("first!");
    }

    @Test
    void tabCompletes() throws Exception {
        type("bo\t");
        output.await("bob: ");
        type("hi\r");
        assertThat(chat.nextTyped()).isEqualTo("bob: hi");
    }

    @Test
    void controlDLeaves() throws Exception {
        type("\u0004");
        running.get(60, TimeUnit.SECONDS);
        assertThat(chat.nextTyped()).isEqualTo("(left)");
    }

    @Test
    void itEndsWhenTheChatIsOver() throws Exception {
        type("half a li");
        output.await("half a li");
        console.stop();
        running.get(60, TimeUnit.SECONDS);
        assertThat(chat.typed).isEmpty();
    }

    @Test
    void thePromptFollowsTheNameAndTheConnection() throws Exception {
        type("still he");
        output.await("still he");
        console.accept(new UserEvent.Renamed(Instant.now(), "ada", "lovelace", true));
        output.await("lovelace> still he");
        console.accept(new SessionEvent.Lost(Instant.now(), "gone", 2));
        output.await("lovelace (offline)> still he");
        type("re\r");
        assertThat(chat.nextTyped()).isEqualTo("still here");
    }

    @Test
    void aLongPasteIsAskedForAndComesBackWhenItIsNotSent() throws Exception {
        type("\u001B[200~much\rtext\u001B[201~\r");
        output.await("send much? y/N ");
        console.accept(new UserEvent.Renamed(Instant.now(), "ada", "lovelace", true));
        output.await("you are now lovelace");
        type("n\r");
        output.await("not sent; press ↑ to get it back");
        output.await("lovelace> ");
        assertThat(chat.typed).isEmpty();
        type("\u001BOA\r");
        output.await("send much? y/N ");
        type("y\r");
        assertThat(chat.nextTyped()).isEqualTo("much\ntext");
    }

    @Test
    void thePromptTellsHowManyMessagesWait() throws Exception {
        type("ha");
        output.await("ha");
        console.accept(new MessageEvent.Waiting(Instant.now(), 2));
        say("hi");
        output.await("ada …2> ha");
        console.accept(new SessionEvent.Lost(Instant.now(), "gone", 2));
        output.await("ada (offline) …2> ha");
        console.accept(new MessageEvent.Waiting(Instant.now(), 0));
        say("hi");
        output.await("ada (offline)> ha");
    }

    @Test
    void aLineStandsWhereTheDayChanges() throws Exception {
        Utterance utterance =
                new Utterance(new Event.Person("bob", false), "old", Kind.MESSAGE, false, "", Origin.PAST);
        console.accept(new MessageEvent.Said(Instant.parse("2020-03-01T12:00:00Z"), LOBBY, utterance, false));
        output.await(" Sunday, 1 March 2020 ");
        output.await("bob: old");
        console.accept(new MessageEvent.Said(Instant.parse("2020-03-01T12:01:00Z"), LOBBY, utterance, false));
        output.await("bob: old");
        say("now");
        output.await("bob: now");
        assertThat(output.text()).containsOnlyOnce("1 March 2020");
    }

    private void say(String text) {
        Event.Person bob = new Event.Person("bob", false);
        Utterance utterance = new Utterance(bob, text, Kind.MESSAGE, false, "", Origin.LIVE);
        console.accept(new MessageEvent.Said(Instant.now(), LOBBY, utterance, false));
    }

    private void type(String keys) throws Exception {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    /** The drawn text, without escape sequences. */
    private static final class Output extends ByteArrayOutputStream {
        private int from;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            notifyAll();
        }

        @Override
        public synchronized void write(int b) {
            super.write(b);
            notifyAll();
        }

        /** Waits until a text is drawn after the last one that was waited for. */
        synchronized void await(String text) throws InterruptedException {
            int at;
            while ((at = text().indexOf(text, from)) < 0) {
                wait();
            }
            from = at + text.length();
        }

        synchronized String text() {
            return toString(StandardCharsets.UTF_8)
                    .replaceAll("\u001B\\[[0-9;?]*[A-Za-z]|\u001B[=>]", "")
                    .replace("\r", "");
        }
    }
}
