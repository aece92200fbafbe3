package io.securechat.client.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.setting.Settings;
import io.securechat.client.style.Styles;
import io.securechat.client.view.Renderer;
import io.securechat.irc.Message;
import io.securechat.tls.SettableClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final int SCREENFUL = 10;

    private final SettableClock clock = SettableClock.at("2026-11-28T12:00:00Z");
    private final Conversation chat = new Conversation("srv", clock);
    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "HH:mm", Styles.NONE);
    private final List<String> screen = new ArrayList<>();
    private final List<String> displayed = new ArrayList<>();
    private final Settings settings = Settings.defaults();
    private final List<Runnable> later = new ArrayList<>();
    private final Windows windows = new Windows(chat, (delay, task) -> later.add(task), SCREENFUL, settings, this::see);

    @BeforeEach
    void twoRooms() {
        windows.whenDisplayed((place, at) -> displayed.add(place));
        chat.registered("ada", "ada");
        enter("#lobby", "ada bob");
        enter("#ops", "ada bob cai");
        screen.clear();
    }

    @Test
    void onlyTheCurrentRoomIsShownAndTheOthersAreCounted() {
        hear(":bob!b@h PRIVMSG #ops :one", ":cai!c@h PRIVMSG #ops :two", ":bob!b@h PRIVMSG #lobby :here");
        assertScreen("""
                [#lobby | 2:#ops 1]
                [#lobby | 2:#ops 2]
                12:00 bob: here
                """);
        assertThat(displayed).containsExactly("#lobby");
        typed("#ops");
        assertScreen("""
                ──── #ops · 2 new ────
                12:00 3 people in #ops: ada✓, bob, cai
                12:00 bob: one
                12:00 cai: two
                [#ops | ]
                """);
        assertThat(displayed).containsExactly("#lobby", "#ops", "#ops");
    }

    @Test
    void aMentionAndAPrivateMessageElsewhereAreAnnouncedWithOneLine() {
        hear(":bob!b@h PRIVMSG #ops :ada, look?", ":cai!c@h PRIVMSG ada :psst");
        assertScreen("""
                12:00 → #ops bob: ada, look? · Alt-a
                [#lobby | 2:#ops 1!1]
                12:00 → cai: psst · Alt-3
                [#lobby | 2:#ops 1!1  3:cai 1!1]
                """);
        assertThat(windows.next()).contains("#ops");
        assertThat(windows.callers().last()).contains("cai");
    }

    @Test
    void aMutedRoomCountsOnlyMentions() {
        settings.set("room.#Ops.mute", "on");
        settings.set("room.cai.mute", "on");
        hear(":bob!b@h PRIVMSG #ops :one", ":cai!c@h PRIVMSG ada :psst", ":bob!b@h PRIVMSG #ops :ada, look?");
        assertScreen("""
                12:00 → #ops bob: ada, look? · Alt-a
                [#lobby | 2:#ops 1!1]
                """);
        typed("#ops");
        assertScreen("""
                ──── #ops · 1 new ────
                12:00 3 people in #ops: ada✓, bob, cai
                12:00 bob: one
                12:00 bob: ada, look?
                [#ops | ]
                """);
    }

    @Test
    void oneRoomMayBeFollowed() {
        settings.set("room.#ops.follow", "on");
        hear(":bob!b@h PRIVMSG #ops :one", ":cai!c@h PRIVMSG ada :psst");
        assertScreen("""
                12:00 #ops bob: one
                12:00 → cai: psst · Alt-a
                [#lobby | 3:cai 1!1]
                """);
    }

    @Test
    void nobodyFillsTheScreenWithAnnouncements() {
        IntStream.range(0, 100).forEach(i -> hear(":cai!c@h PRIVMSG ada :psst " + i));
        assertThat(screen.stream().filter(line -> line.contains("→"))).hasSize(Announcements.MAX_OF_ONE);
        IntStream.range(0, 100).forEach(i -> hear(":c" + i + "!c@h PRIVMSG ada :psst"));
        assertThat(screen.stream().filter(line -> line.contains("→"))).hasSize(Announcements.MAX_OF_ALL);
        clock.set(clock.instant().plus(Duration.ofMinutes(1)));
        hear(":cai!c@h PRIVMSG ada :again");
        assertThat(screen.stream().filter(line -> line.contains("→"))).hasSize(Announcements.MAX_OF_ALL + 1);
    }

    @Test
    void ofManyMessagesTheLastScreenfulIsShown() {
        IntStream.range(0, 222).forEach(i -> hear(":bob!b@h PRIVMSG #ops :number " + i));
        screen.clear();
        typed("#ops");
        assertThat(screen).hasSize(SCREENFUL + 2);
        assertThat(screen.get(0)).isEqualTo("──── #ops · 222 new · 212 more, /history ────");
        assertThat(screen.get(1)).isEqualTo("12:00 bob: number 212");
    }

    @Test
    void whoIsRemovedFromTheCurrentRoomSpeaksNowhereUntilTheyChoose() {
        hear(":op!o@h KICK #lobby ada :spam");
        assertScreen("""
                12:00 you were removed from #lobby by op (spam)
                [ | ]
                """);
        assertThat(chat.target()).isEmpty();
        hear(":bob!b@h PRIVMSG #ops :one");
        typed("#ops");
        assertThat(screen).contains("──── #ops · 1 new ────", "12:00 bob: one");
        assertThat(windows.names()).containsExactly("#ops");
        assertThat(windows.previous())
                .as("nobody goes back to a room by accident")
                .isEmpty();
    }

    @Test
    void whoIsRemovedFromAnotherRoomLearnsOfItAtOnce() {
        hear(":op!o@h KICK #ops ada :spam");
        assertScreen("12:00 you were removed from #ops by op (spam)\n");
        assertThat(chat.target()).contains("#lobby");
        assertThat(windows.names()).containsExactly("#lobby");
    }

    @Test
    void oneGoesBackToTheWindowBefore() {
        typed("#ops");
        assertThat(windows.previous()).contains("#lobby");
        typed("#lobby");
        assertThat(windows.previous()).contains("#ops");
    }

    @Test
    void aRoomThatCannotBeJoinedHasNoWindow() {
        typed("#secret");
        assertThat(windows.names()).contains("#secret");
        hear(":srv 473 ada #secret :Cannot join channel (+i)");
        assertThat(chat.target()).isEmpty();
        assertThat(windows.names()).doesNotContain("#secret");
    }

    @Test
    void whoHasComeAndGoneElsewhereIsNoNews() {
        hear(":dee!d@h JOIN #ops", ":dee!d@h PART #ops", ":dee!d@h JOIN #ops");
        typed("#ops");
        assertThat(screen).noneMatch(line -> line.contains("dee joined") || line.contains("dee left"));
    }

    @Test
    void anEchoElsewhereReadsNothingThere() {
        hear(":bob!b@h PRIVMSG ada :unread");
        chat.received(Message.parse(":ada!a@h PRIVMSG bob :psst"), Origin.CONFIRMED)
                .forEach(windows);
        chat.past(Message.parse(":cai!c@h PRIVMSG #ops :found"), Origin.FOUND).forEach(windows);
        assertThat(displayed).isEmpty();
    }

    @Test
    void aLogHasEverythingInOrderWithItsRoom() {
        List<String> log = new ArrayList<>();
        windows.whenReceived(event -> log.add(renderer.render(event).toString()));
        hear(":bob!b@h PRIVMSG #ops :one", ":bob!b@h PRIVMSG #lobby :two");
        typed("#ops");
        assertThat(log).containsExactly("12:00 #ops bob: one", "12:00 #lobby bob: two");
    }

    @Test
    void aWindowFollowsItsName() {
        hear(":bob!b@h PRIVMSG ada :psst");
        typed("bob");
        hear(":bob!b@h NICK robert");
        assertThat(chat.target()).contains("robert");
        assertThat(windows.names()).containsExactly("#lobby", "#ops", "robert");
        screen.clear();
        hear(":robert!b@h PRIVMSG ada :still me");
        assertScreen("12:00 robert → you: still me\n");
    }

    @Test
    void numbersStayAndAreUsedAgain() {
        hear(":bob!b@h PRIVMSG ada :psst", ":cai!c@h PRIVMSG ada :psst");
        assertThat(windows.numbered(4)).contains("cai");
        windows.close("bob");
        assertThat(windows.numbered(4)).contains("cai");
        hear(":dee!d@h PRIVMSG ada :psst");
        assertThat(windows.numbered(3)).contains("dee");
    }

    @Test
    void thereAreNotMoreConversationsThanTheLimitAndStrangersGoFirst() {
        hear("@account=mia :mia!m@h PRIVMSG ada :important");
        IntStream.range(0, WindowList.MAX_CONVERSATIONS + 100).forEach(i -> hear(":n" + i + "!n@h PRIVMSG ada :psst"));
        assertThat(windows.names()).hasSize(WindowList.MAX_CONVERSATIONS + 2).contains("#lobby", "#ops", "mia");
    }

    @Test
    void aNameThatWasGivenUpMayBeSomebodyElses() {
        hear(":rita!r@h PRIVMSG ada :hi", "@account=mia :mia!m@h PRIVMSG ada :hi");
        assertThat(windows.strangers().contains("rita")).isFalse();
        hear(":rita!r@h QUIT :bye", ":mia!m@h QUIT :bye", ":ulf!u@h NICK ulf2");
        assertThat(windows.strangers().contains("rita")).isTrue();
        assertThat(windows.strangers().contains("ulf")).isTrue();
        assertThat(windows.strangers().contains("mia"))
                .as("a certificate has her name")
                .isFalse();
        windows.strangers().trust("rita");
        assertThat(windows.strangers().contains("rita")).isFalse();
        windows.accept(chat.lost("gone", 1));
        assertThat(windows.strangers().contains("rita")).isTrue();
    }

    @Test
    void followingShowsAllRoomsWithTheirNames() {
        settings.set("follow", "on");
        hear(":bob!b@h PRIVMSG #ops :one", ":bob!b@h PRIVMSG #lobby :two");
        assertScreen("""
                12:00 #ops bob: one
                12:00 bob: two
                """);
    }

    @Test
    void whatIsReadOnAnotherDeviceIsNotNewHere() {
        hear(":bob!b@h PRIVMSG #ops :one");
        windows.readElsewhere("#ops", clock.instant().minusSeconds(1));
        assertThat(windows.next()).contains("#ops");
        windows.readElsewhere("#ops", clock.instant());
        assertThat(windows.next()).isEmpty();
    }

    @Test
    void aDeletedMessageIsNotShownOnSwitching() {
        hear("@msgid=x :bob!b@h PRIVMSG #ops :secret", ":bob!b@h REDACT #ops x");
        typed("#ops");
        assertThat(screen).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void theConfirmationOfAMessageElsewhereIsShown() {
        chat.received(Message.parse(":ada!a@h PRIVMSG bob :psst"), Origin.CONFIRMED)
                .forEach(windows);
        assertThat(screen).contains("12:00 you → bob: psst ✓");
    }

    @Test
    void manyWhoJoinAndLeaveAreOneLine() {
        hear(":c1!c@h JOIN #lobby", ":c2!c@h JOIN #lobby", ":c3!c@h JOIN #lobby", ":c4!c@h JOIN #lobby");
        hear(":c2!c@h PART #lobby", ":bob!b@h QUIT :bye");
        assertThat(screen).isEmpty();
        runLater();
        assertScreen("12:00 3 people joined, 1 person left\n");
        hear(":c5!c@h JOIN #lobby");
        runLater();
        assertScreen("12:00 c5 joined\n");
    }

    @Test
    void withoutFoldingEverythingIsShown() {
        settings.set("fold", "off");
        hear(":c1!c@h JOIN #lobby", ":c2!c@h JOIN #lobby", ":c3!c@h JOIN #lobby");
        assertThat(screen).hasSize(3);
        IntStream.range(0, 200).forEach(i -> hear(":bob!b@h PRIVMSG #lobby :number " + i));
        assertThat(screen).hasSize(203);
    }

    @Test
    void whoSpeaksHasJoinedBefore() {
        hear(":c1!c@h JOIN #lobby", ":c1!c@h PRIVMSG #lobby :hi");
        assertScreen("""
                12:00 c1 joined
                12:00 c1: hi
                """);
    }

    @Test
    void aRestartOfTheServerIsNotAListOfFriends() {
        hear(":cai!c@h QUIT :The server is shutting down");
        windows.accept(chat.lost("the server restarts", 1));
        windows.accept(chat.registered("ada", "ada"));
        screen.clear();
        enter("#lobby", "ada");
        enter("#ops", "ada");
        hear(":bob!b@h JOIN #lobby", ":bob!b@h JOIN #ops", ":cai!c@h JOIN #ops");
        runLater();
        assertThat(screen).isEmpty();
        enter("#new", "ada");
        assertThat(windows.names()).contains("#new");
        hear(":new!n@h JOIN #lobby");
        runLater();
        assertScreen("12:00 new joined\n");
    }

    @Test
    void aFloodLeavesTheScreenReadableAndMentionsInIt() {
        for (int i = 0; i < 1000; i++) {
            hear(":bob!b@h PRIVMSG #lobby :number " + i);
        }
        hear(":bob!b@h PRIVMSG #lobby :ada, really?");
        hear(":ada!a@h PRIVMSG #lobby :mine");
        runLater();
        assertThat(screen).hasSize(Folding.BURST + 4);
        assertThat(screen)
                .endsWith(
                        "12:00 bob: ada, really?",
                        "12:00 ada: mine",
                        "12:00 … " + (999 - Folding.BURST) + " messages, /history shows them",
                        "12:00 bob: number 999");
    }

    private void enter(String room, String members) {
        for (String line : List.of(
                ":ada!a@h JOIN " + room, ":srv 353 ada = " + room + " :" + members, ":srv 366 ada " + room + " :End")) {
            hear(line);
        }
    }

    private void hear(String... lines) {
        for (String line : lines) {
            chat.received(Message.parse(line)).forEach(windows);
        }
    }

    private void typed(String target) {
        chat.enter(target);
        windows.update();
    }

    private void runLater() {
        List<Runnable> tasks = List.copyOf(later);
        later.clear();
        tasks.forEach(Runnable::run);
    }

    private void see(Event event) {
        if (event instanceof SessionEvent.Activity activity) {
            screen.add("[" + activity.current() + " | "
                    + activity.unread().stream()
                            .map(unread -> unread.number() + ":" + unread.name() + " " + unread.messages()
                                    + (unread.mentions() > 0 ? "!" + unread.mentions() : ""))
                            .collect(Collectors.joining("  "))
                    + "]");
        } else {
            String lines = renderer.render(event).toString();
            if (!lines.isEmpty()) {
                screen.add(lines);
            }
        }
    }

    private void assertScreen(String drawn) {
        assertThat(String.join("\n", screen) + "\n").isEqualTo(drawn);
        screen.clear();
    }
}
