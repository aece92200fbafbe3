package io.securechat.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Await;
import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.SessionEvent.Unread;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.setting.Settings;
import io.securechat.client.state.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The prompts, the drafts and the histories of several rooms. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // each test opens its screen
class PromptTest {
    private static final List<Unread> NEWS = List.of(new Unread(4, "bob", 1, 1), new Unread(3, "#ops", 4, 0));

    @TempDir
    Path state;

    private final RecordingChat chat = new RecordingChat() {
        @Override
        public boolean typed(String text) {
            if (text.equals("/switch 1") || text.equals("/switch 2")) {
                switchTo(text.endsWith("1") ? "#dev" : "#ops");
            }
            return super.typed(text) && !text.equals("quit");
        }

        @Override
        public Verdict check(String text) {
            return verdict;
        }
    };
    private VirtualTerminal screen;
    private Console console;
    private CompletableFuture<Void> running;
    private Verdict verdict = Verdict.GO;

    private void open(int columns, int rows, Settings settings) throws IOException {
        screen = new VirtualTerminal("xterm-256color", columns, rows);
        console = new Console(screen.terminal, false, settings);
        console.remember(new Account(state, "ada"));
        console.accept(new SessionEvent.Connected(Instant.now(), "localhost:8443", "ada", false));
        running = CompletableFuture.runAsync(() -> console.run(chat));
    }

    @AfterEach
    void close() throws Exception {
        console.stop();
        running.get(60, TimeUnit.SECONDS);
        console.close();
    }

    @Test
    void otherRoomsWithNewsAreOnTheRight() throws Exception {
        open(80, 24, Settings.defaults());
        screen.awaitPrompt("(no room) ada>");
        switchTo("#dev");
        news(NEWS);
        screen.awaitPrompt("#dev ada>                                                    4:bob 1!  3:#ops 4");
        screen.type("a".repeat(46));
        screen.awaitPrompt("#dev ada> aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa     4:bob 1!  3:#ops 4");
        screen.type("bbbb");
        screen.awaitPrompt("#dev ada> aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabbbb              +5 !1");
        screen.type("c".repeat(15));
        screen.awaitPrompt("#dev ada> " + "a".repeat(46) + "bbbb" + "c".repeat(15));
        screen.type("\u0015");
        console.accept(new SessionEvent.Lost(Instant.now(), "gone", 2));
        console.accept(new MessageEvent.Waiting(Instant.now(), 2));
        news(List.of());
        screen.awaitPrompt("#dev ada (offline) …2>");
        assertThat(screen.written())
                .containsSubsequence("\u001B]2;#dev ada · 4:bob 1!  3:#ops 4\u0007", "\u001B]2;#dev ada\u0007");
    }

    @Test
    void aCommandShowsItsParameters() throws Exception {
        open(80, 24, Settings.defaults());
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        screen.type("/kick ");
        screen.awaitPrompt("#dev ada> /kick NAME [REASON]");
        screen.type("b");
        screen.awaitPrompt("#dev ada> /kick b");
        screen.type("ob\r");
        assertThat(chat.nextTyped()).isEqualTo("/kick bob");
    }

    @Test
    void aNarrowScreenHasShortPrompts() throws Exception {
        open(40, 10, Settings.defaults());
        switchTo("#dev");
        news(NEWS);
        screen.awaitPrompt("#dev>                4:bob 1!  3:#ops 4");
        screen.resize(80, 24);
        screen.awaitPrompt("#dev ada>                                                    4:bob 1!  3:#ops 4");
        screen.resize(40, 10);
        screen.awaitPrompt("#dev>                4:bob 1!  3:#ops 4");
        screen.resize(24, 10);
        screen.awaitPrompt("#dev>             +5 !1");
    }

    @Test
    void eachRoomKeepsItsDraft() throws Exception {
        open(80, 24, Settings.defaults());
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        screen.type("draft in dev\u001B[D\u001B[D\u001B[D\u001B2");
        assertThat(chat.nextTyped()).isEqualTo("/switch 2");
        screen.awaitPrompt("#ops ada>");
        screen.type("in ops\u001B1");
        assertThat(chat.nextTyped()).isEqualTo("/switch 1");
        screen.awaitPrompt("#dev ada> draft in dev");
        screen.type("+\u001Ba");
        assertThat(chat.nextTyped()).isEqualTo("/switch next");
        screen.awaitPrompt("#dev ada> draft in +dev"); // there was no other
        screen.type("\r");
        assertThat(chat.nextTyped()).isEqualTo("draft in +dev");
        screen.awaitPrompt("#dev ada>");
        screen.type("\u001B2");
        assertThat(chat.nextTyped()).isEqualTo("/switch 2");
        screen.awaitPrompt("#ops ada> in ops");
        console.stop();
        running.get(60, TimeUnit.SECONDS);
        console.close();

        open(80, 24, Settings.defaults());
        screen.awaitPrompt("(no room) ada>");
        switchTo("#ops");
        screen.await("there is a draft for #ops; Enter on an empty line shows it");
        screen.type("/help\r\r"); // what is typed meanwhile is not mixed with it
        assertThat(chat.nextTyped()).isEqualTo("/help");
        assertThat(chat.nextTyped()).isEmpty();
        screen.awaitPrompt("#ops ada> in ops");
    }

    @Test
    void aLineThatWasSentIsNoDraft() throws Exception {
        open(80, 24, Settings.defaults());
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        screen.type("quit\r");
        assertThat(chat.nextTyped()).isEqualTo("quit");
        running.get(60, TimeUnit.SECONDS);
        console.close();

        open(80, 24, Settings.defaults());
        switchTo("#dev");
        screen.type("x");
        screen.awaitPrompt("#dev ada> x");
    }

    @Test
    void aDraftStaysInTheLineWhenItsRoomIsGone() throws Exception {
        open(80, 24, Settings.defaults());
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        screen.type("for dev only");
        screen.awaitPrompt("#dev ada> for dev only");
        verdict = Verdict.hold("choose a room first");
        switchTo("");
        screen.awaitPrompt("(no room) ada> for dev only");
        screen.type("\r");
        screen.await("choose a room first");
        screen.awaitPrompt("(no room) ada> for dev only");
        screen.type("\u001B2");
        assertThat(chat.nextTyped()).isEqualTo("/switch 2");
        screen.awaitPrompt("#ops ada>");
        screen.type("\u001B1");
        assertThat(chat.nextTyped()).isEqualTo("/switch 1");
        screen.awaitPrompt("#dev ada> for dev only");
        assertThat(chat.typed).isEmpty();
    }

    @Test
    void eachRoomHasItsHistoryWithoutSecretsInItsFile() throws Exception {
        open(80, 24, Settings.defaults());
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        for (String line : List.of(
                "said in dev", "/oper SECRET", "/join #x SECRET", "/lock SECRET", "/msg bob SECRET", "/topic tea")) {
            screen.type(line + "\r");
            assertThat(chat.nextTyped()).isEqualTo(line);
        }
        switchTo("bob");
        screen.awaitPrompt("bob ada>");
        screen.type("SECRET for bob\r");
        assertThat(chat.nextTyped()).isEqualTo("SECRET for bob");
        screen.awaitPrompt("bob ada>");
        screen.type("\u001B[A\u001B[A");
        screen.awaitPrompt("bob ada> SECRET for bob");
        console.stop();
        running.get(60, TimeUnit.SECONDS);
        console.close();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                if (!file.getFileName().toString().equals("drafts")) {
                    assertThat(file).content().doesNotContain("SECRET");
                }
                assertThat(Files.getPosixFilePermissions(file))
                        .as(file.toString())
                        .hasSize(2);
            }
        }

        open(80, 24, Settings.defaults());
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        screen.type("\u001B[A");
        screen.awaitPrompt("#dev ada> /topic tea");
        screen.type("\u0015\u0012dev\r");
        assertThat(chat.nextTyped()).isEqualTo("said in dev");
    }

    @Test
    void plainHasNoRightPromptAndLinesWaitForEnter() throws Exception {
        Settings settings = Settings.defaults();
        settings.set("plain", "on");
        open(80, 24, settings);
        switchTo("#dev");
        news(NEWS);
        screen.awaitPrompt("#dev ada +5 !1>");
        screen.type("half");
        screen.awaitPrompt("#dev ada +5 !1> half");
        say("one");
        say("two");
        screen.type(" a line");
        screen.awaitPrompt("#dev ada +5 !1> half a line");
        assertThat(screen.text()).doesNotContain("bob: one");
        screen.type("\r");
        screen.await("bob: two");
        screen.awaitPrompt("#dev ada>");
        say("three");
        screen.await("bob: three");
        news(List.of(new Unread(3, "#ops", 7, 0)));
        screen.awaitPrompt("#dev ada +7>");
        assertThat(screen.written()).doesNotContain("\u001B]2;");
    }

    private void switchTo(String place) {
        console.accept(new SessionEvent.Switched(Instant.now(), "", new Place(place, true), 0, 0));
    }

    private void news(List<Unread> places) {
        console.accept(new SessionEvent.Activity(Instant.now(), "#dev", places));
    }

    private void say(String text) {
        Utterance utterance = new Utterance(
                new Event.Person("bob", false), text, Utterance.Kind.MESSAGE, false, "", Utterance.Origin.LIVE);
        console.accept(new MessageEvent.Said(Instant.now(), new Place("#dev", true), utterance, false));
    }

    @Test
    void thoseWhoWriteAreOnTheRight() throws Exception {
        open(60, 24, Settings.defaults());
        screen.awaitPrompt("(no room) ada>");
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        writes("bob", "#dev", UserEvent.Writing.PAUSED);
        screen.awaitPrompt("#dev ada>                                    bob is writing");
        writes("cai", "#ops", UserEvent.Writing.PAUSED);
        news(NEWS);
        screen.awaitPrompt("#dev ada>                bob is writing  4:bob 1!  3:#ops 4");
        screen.type("a".repeat(20));
        screen.awaitPrompt("#dev ada> aaaaaaaaaaaaaaaaaaaa           4:bob 1!  3:#ops 4");
        news(List.of());
        writes("bob", "#dev", UserEvent.Writing.DONE);
        screen.awaitPrompt("#dev ada> aaaaaaaaaaaaaaaaaaaa");
    }

    @Test
    void aNoticeOfWritingGoesAway() throws Exception {
        open(60, 24, Settings.defaults());
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        writes("bob", "#dev", UserEvent.Writing.ACTIVE);
        screen.awaitPrompt("#dev ada>                                    bob is writing");
        screen.awaitPrompt("#dev ada>");
    }

    @Test
    void othersLearnWhatTheUserChangesOnly() throws Exception {
        open(60, 24, Settings.defaults());
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        screen.type("h");
        assertThat(chat.writing.take()).isEqualTo("h");
        screen.type("i\r");
        assertThat(chat.writing.take()).isEqualTo("hi");
        assertThat(chat.typed.take()).isEqualTo("hi");
        assertThat(chat.writing.take()).isEmpty();
        screen.type("a draft");
        Await.until(() -> "a draft".equals(chat.writing.poll()));
        screen.type("\u001B0");
        assertThat(chat.typed.take()).isEqualTo("/switch back");
        assertThat(chat.writing.take()).isEmpty();
        screen.awaitPrompt("#dev ada> a draft");
        assertThat(chat.writing).isEmpty();
    }

    @Test
    void typingOffIsOffInBothDirections() throws Exception {
        Settings settings = Settings.defaults();
        settings.set("typing", "off");
        open(60, 24, settings);
        switchTo("#dev");
        screen.awaitPrompt("#dev ada>");
        writes("bob", "#dev", UserEvent.Writing.ACTIVE);
        screen.type("hi");
        screen.awaitPrompt("#dev ada> hi");
        assertThat(chat.writing).isEmpty();
    }

    private void writes(String nick, String room, UserEvent.Writing state) {
        Event.Person who = new Event.Person(nick, false);
        console.accept(new UserEvent.Typing(Instant.now(), new Place(room, true), who, state));
    }
}
