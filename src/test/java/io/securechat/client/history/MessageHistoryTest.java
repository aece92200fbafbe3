package io.securechat.client.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.connection.Features;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.request.Requests;
import io.securechat.client.style.Styles;
import io.securechat.client.view.Renderer;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests, answers and events of the history, with a scheduler that the test drives. */
class MessageHistoryTest {
    private static final Features ALL = new Features(EnumSet.allOf(Capability.class), Map.of());
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final List<Message> asked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<Runnable> soon = new ArrayList<>();
    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "HH:mm", Styles.NONE);
    private final Conversation chat = new Conversation("srv", Clock.fixed(NOON, ZoneOffset.UTC));
    private final Requests requests = new Requests(asked::add, this::later);
    private final ReadMarkers markers = new ReadMarkers(asked::add, this::later);
    private final MessageHistory history = new MessageHistory(chat, requests, markers, 20, this::see);

    private List<Event> entered = List.of();

    @BeforeEach
    void welcome() {
        chat.registered("ada", "ada");
        history.connected(ALL, true);
        answer("CHATHISTORY TARGETS"); // no conversations
        seen.clear();
    }

    @Test
    void theLastScreenfulStandsAboveWhoIsThere() {
        enter();
        hear("@msgid=c :bob!b@h PRIVMSG #lobby :live");
        entered.forEach(history::received);
        assertThat(seen).isEmpty();
        answer("CHATHISTORY LATEST #lobby * 20", said("a", "09:00", "bob", "one"), said("b", "09:01", "ada", "two"));
        assertThat(seen)
                .containsExactly(
                        "09:00 bob: one", "09:01 ada: two", "12:00 bob: live", "12:00 nobody else is in #lobby yet");
        hear("@msgid=b :ada!a@h PRIVMSG #lobby :two");
        assertThat(seen).hasSize(4);
    }

    @Test
    void aLineStandsAboveWhatIsNew() {
        markers.received(Message.parse("MARKREAD #lobby timestamp=2026-11-24T09:00:00.000Z"));
        enter();
        answer(
                "CHATHISTORY LATEST #lobby * 20",
                said("a", "09:00", "bob", "read"),
                said("b", "09:01", "ada", "mine"),
                said("c", "09:02", "bob", "new"));
        assertThat(seen)
                .containsExactly("09:00 bob: read", "09:01 ada: mine", "──── new since 09:00 ────", "09:02 bob: new");
        later.forEach(Runnable::run);
        assertThat(asked.get(asked.size() - 1)).hasToString("MARKREAD #lobby timestamp=2026-11-24T09:02:00.000Z");
    }

    @Test
    void whereEverythingIsReadOrNothingIsKnownThereIsNoLine() {
        markers.received(Message.parse("MARKREAD #lobby *"));
        enter();
        answer("CHATHISTORY LATEST #lobby * 20", said("a", "09:00", "bob", "one"));
        assertThat(seen).containsExactly("09:00 bob: one");
    }

    @Test
    void afterABreakAllPagesOfTheGapComeBeforeWhatIsLive() {
        beforeABreak();
        history.support("CHATHISTORY=2");
        enter();
        hear("@msgid=c :bob!b@h PRIVMSG #lobby :three"); // live, and on the second page, too
        hear("@msgid=e :bob!b@h PRIVMSG #lobby :five");
        answer(
                "CHATHISTORY AFTER #lobby msgid=z 2",
                said("a", "10:01", "bob", "one"),
                said("b", "10:02", "ada", "two"));
        assertThat(seen).containsExactly("──── more than 2 missed in #lobby ────", "10:01 bob: one", "10:02 ada: two");
        seen.clear();
        answer(
                "CHATHISTORY AFTER #lobby msgid=b 2",
                said("c", "10:03", "bob", "three"),
                said("d", "10:04", "cy", "four"));
        answer("CHATHISTORY AFTER #lobby msgid=d 2");
        assertThat(seen)
                .containsExactly(
                        "10:03 bob: three",
                        "10:04 cy: four",
                        "12:00 you missed 4 messages in #lobby",
                        "12:00 bob: five");
    }

    @Test
    void whatIsCutOffAgainIsFetchedFromWhereItWas() {
        beforeABreak();
        history.support("CHATHISTORY=2");
        enter();
        hear("@msgid=e :bob!b@h PRIVMSG #lobby :five");
        answer(
                "CHATHISTORY AFTER #lobby msgid=z 2",
                said("a", "10:01", "bob", "one"),
                said("b", "10:02", "bob", "two"));
        reconnect();
        enter();
        answer("CHATHISTORY AFTER #lobby msgid=b 100", said("e", "10:05", "bob", "five"));
        assertThat(seen)
                .containsExactly(
                        "──── more than 2 missed in #lobby ────",
                        "10:01 bob: one",
                        "10:02 bob: two",
                        "──── 1 missed in #lobby ────",
                        "10:05 bob: five");
    }

    @Test
    void whereNothingWasSeenYetTheGapBeginsWithTheEntrance() {
        enter();
        answer("CHATHISTORY LATEST #lobby * 20");
        reconnect();
        enter();
        answer("CHATHISTORY AFTER #lobby timestamp=2026-11-24T12:00:00.000Z 100", said("a", "12:01", "bob", "one"));
        assertThat(seen).containsExactly("──── 1 missed in #lobby ────", "12:01 bob: one");
    }

    @Test
    void aServerThatDoesNotKnowTheMessageIsAskedByItsTime() {
        beforeABreak();
        enter();
        answer("CHATHISTORY AFTER #lobby msgid=z 100", "FAIL CHATHISTORY INVALID_PARAMS AFTER msgid=z :What is that?");
        answer(
                "CHATHISTORY AFTER #lobby timestamp=2026-11-24T11:59:59.999Z 100",
                said("z", "12:00", "bob", "known"),
                said("a", "12:00", "bob", "new"));
        assertThat(seen)
                .containsExactly(
                        "──── 1 missed in #lobby ────",
                        "12:00 bob: new",
                        "12:00 some messages that you missed may not be shown — in #lobby");
    }

    @Test
    void whatCannotBeFetchedIsTold() {
        beforeABreak();
        enter();
        hear("@msgid=e :bob!b@h PRIVMSG #lobby :live");
        runPatience();
        assertThat(seen)
                .containsExactly("12:00 messages that you missed may not be shown — in #lobby", "12:00 bob: live");
    }

    @Test
    void aServerWithoutHistoryCannotTellWhatWasMissed() {
        beforeABreak();
        history.connectionLost();
        requests.clear();
        history.connected(new Features(EnumSet.of(Capability.ECHO_MESSAGE), Map.of()), true);
        enter();
        hear(":bob!b@h PRIVMSG #lobby :live");
        assertThat(seen)
                .containsExactly(
                        "12:00 messages sent while you were disconnected are missing — this server keeps no history",
                        "12:00 bob: live");
    }

    @Test
    void waitingMessagesDoNotFillTheMemory() {
        beforeABreak();
        enter();
        for (int i = 0; i < 10_000 && seen.isEmpty(); i++) {
            hear("@msgid=l" + i + " :bob!b@h PRIVMSG #lobby :" + "x".repeat(1000));
        }
        assertThat(seen.get(0)).contains("the server has not sent the earlier messages of #lobby yet");
        assertThat(seen.get(1)).startsWith("12:00 bob: xxx");
    }

    @Test
    void privateMessagesFromMeanwhileAreShownOnce() {
        reconnect();
        hear("@msgid=p3 :bob!b@h PRIVMSG ada :three");
        answer(
                "CHATHISTORY TARGETS",
                "CHATHISTORY TARGETS bob 2026-11-24T11:03:00.000Z",
                "CHATHISTORY TARGETS cy 2026-11-24T08:00:00.000Z",
                "CHATHISTORY TARGETS dan 2026-11-24T09:00:00.000Z",
                "CHATHISTORY TARGETS #lobby 2026-11-24T11:00:00.000Z");
        answer("MARKREAD bob", "MARKREAD bob timestamp=2026-11-24T11:00:00.000Z");
        answer("MARKREAD cy", "MARKREAD cy timestamp=2026-11-24T08:00:00.000Z");
        answer("MARKREAD dan", "MARKREAD dan *");
        answer(
                "CHATHISTORY AFTER bob timestamp=2026-11-24T11:00:00.000Z 100",
                whispered("p2", "11:02", "bob", "two"),
                whispered("p3", "11:03", "bob", "three"));
        answer("CHATHISTORY LATEST dan * 20", whispered("q", "09:00", "dan", "hello"));
        assertThat(seen)
                .containsExactly(
                        "──── 2 missed with bob ────",
                        "11:02 bob → you: two",
                        "11:03 bob → you: three",
                        "──── 1 missed with dan ────",
                        "09:00 dan → you: hello");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatWasReadOnAnotherDeviceMeanwhileAppearsOnThisOne() {
        enter();
        hear("@msgid=l;time=2026-11-24T10:00:00.000Z :bob!b@h PRIVMSG #lobby :live");
        answer("CHATHISTORY LATEST #lobby * 20");
        seen.clear();
        reconnect();
        answer(
                "CHATHISTORY TARGETS",
                "CHATHISTORY TARGETS cy 2026-11-24T11:03:00.000Z",
                "CHATHISTORY TARGETS dan 2026-11-24T09:00:00.000Z");
        answer("MARKREAD cy", "MARKREAD cy timestamp=2026-11-24T11:30:00.000Z");
        answer("MARKREAD dan", "MARKREAD dan timestamp=2026-11-24T09:00:00.000Z");
        answer(
                "CHATHISTORY AFTER cy timestamp=2026-11-24T10:00:00.000Z 100",
                whispered("p1", "11:02", "cy", "read on the phone"),
                "@msgid=p2;time=2026-11-24T11:03:00.000Z :ada!a@h PRIVMSG cy :answered there");
        assertThat(seen).containsExactly("11:02 cy → you: read on the phone", "11:03 you → cy: answered there");
    }

    @Test
    void conversationsAreListedTheLatestFirstAndPageByPage() {
        reconnect();
        answer(
                "CHATHISTORY TARGETS timestamp=2026-11-25T12:00:00.000Z timestamp=2026-10-25T12:00:00.000Z 50",
                IntStream.range(0, 50)
                        .mapToObj(i -> "CHATHISTORY TARGETS late" + i + " 2026-11-24T11:%02d:00.000Z".formatted(i + 5))
                        .toArray(String[]::new));
        answer(
                "CHATHISTORY TARGETS timestamp=2026-11-24T11:05:00.001Z timestamp=2026-10-25T12:00:00.000Z 50",
                "CHATHISTORY TARGETS early 2026-11-24T11:04:00.000Z",
                "CHATHISTORY TARGETS late0 2026-11-24T11:05:00.000Z");
        assertThat(asked)
                .hasSize(51)
                .allMatch(question -> question.command().equals("MARKREAD"))
                .anyMatch(question -> question.params().contains("early"))
                .anyMatch(question -> question.params().contains("late49"));
    }

    @Test
    void aKnownPrivateConversationGoesOnWhereItWas() {
        hear("@msgid=p1;time=2026-11-24T11:01:00.000Z :bob!b@h PRIVMSG ada :one");
        seen.clear();
        reconnect();
        answer("CHATHISTORY TARGETS", "CHATHISTORY TARGETS bob 2026-11-24T11:02:00.000Z");
        answer("CHATHISTORY AFTER bob msgid=p1 100", whispered("p2", "11:02", "bob", "two"));
        assertThat(seen).containsExactly("──── 1 missed with bob ────", "11:02 bob → you: two");
    }

    @Test
    void furtherBackEachTime() {
        enter();
        answer("CHATHISTORY LATEST #lobby * 20", said("m", "11:00", "bob", "late"));
        seen.clear();
        history.older("#lobby", 2);
        answer("CHATHISTORY LATEST #lobby * 2", said("l", "10:01", "bob", "early"), said("m", "11:00", "bob", "late"));
        assertThat(seen)
                .containsExactly("──── last 2 in #lobby ────", "10:01 bob: early", "11:00 bob: late", "──── now ────");
        seen.clear();
        history.older("#lobby", 1);
        answer("CHATHISTORY BEFORE #lobby msgid=l 1", said("k", "10:00", "bob", "earlier"));
        assertThat(seen).containsExactly("──── 1 older in #lobby ────", "10:00 bob: earlier", "──── now ────");
        seen.clear();
        history.older("#lobby", 500);
        answer("CHATHISTORY BEFORE #lobby msgid=k 100");
        assertThat(seen).containsExactly("12:00 there are no older messages in #lobby");
        hear("@msgid=o :ada!a@h PRIVMSG #lobby :my own");
        history.older("#lobby", 2);
        answer("CHATHISTORY LATEST #lobby * 2");
    }

    @Test
    void aPageOfTakenBackMessagesIsOnTheWayBack() {
        enter();
        answer("CHATHISTORY LATEST #lobby * 20", said("m", "11:00", "bob", "late"));
        history.older("#lobby", 1);
        answer("CHATHISTORY LATEST #lobby * 1", said("m", "11:00", "bob", "late"));
        history.older("#lobby", 1);
        answer(
                "CHATHISTORY BEFORE #lobby msgid=m 1",
                "@msgid=r;time=2026-11-24T10:59:00.000Z :bob!b@h REDACT #lobby gone");
        seen.clear();
        history.older("#lobby", 1);
        answer("CHATHISTORY BEFORE #lobby msgid=r 1", said("a", "10:00", "bob", "early"));
        assertThat(seen).containsExactly("──── 1 older in #lobby ────", "10:00 bob: early", "──── now ────");
    }

    @Test
    void ownMessagesAreTakenBackTheLastOneFirst() {
        enter();
        answer(
                "CHATHISTORY LATEST #lobby * 20",
                said("a", "09:00", "ada", "first"),
                said("b", "09:00", "bob", "second"));
        hear("@msgid=c :ada!a@h PRIVMSG #lobby :third");
        seen.clear();
        history.deleteLast("#lobby");
        answer("REDACT #lobby c", ":ada!a@h REDACT #lobby c");
        history.deleteLast("#lobby");
        answer("REDACT #lobby a", "FAIL REDACT REDACT_WINDOW_EXPIRED #lobby a 60 :You can no longer edit this message");
        hear(":bob!b@h REDACT #lobby b");
        hear(":bob!b@h REDACT #lobby unknown");
        assertThat(seen)
                .containsExactly(
                        "12:00 you deleted a message from 12:00",
                        "12:00 not deleted: the message is too old",
                        "12:00 bob deleted a message from 09:00",
                        "12:00 bob deleted a message");
    }

    @Test
    void whatIsSaidNowDoesNotWaitForAnAnswerThatDoesNotCome() {
        enter();
        hear("@msgid=c :bob!b@h PRIVMSG #lobby :now");
        assertThat(seen).isEmpty();
        runLate();
        String late = "12:00 the server has not sent the earlier messages of #lobby yet; these are the new ones";
        assertThat(seen).containsExactly(late, "12:00 bob: now");
        hear("@msgid=d :bob!b@h PRIVMSG #lobby :and now");
        assertThat(seen).hasSize(3);
        seen.clear();
        answer("CHATHISTORY LATEST #lobby * 20", said("a", "09:00", "bob", "before"), said("c", "12:00", "bob", "now"));
        assertThat(seen).containsExactly("──── 1 older in #lobby ────", "09:00 bob: before", "──── now ────");
        history.older("#lobby", 1);
        answer("CHATHISTORY LATEST #lobby * 1", said("c", "12:00", "bob", "now"));
        assertThat(seen).contains("──── last 1 in #lobby ────", "12:00 bob: now");
    }

    @Test
    void whereNobodySaysAnythingALateAnswerIsLikeAnother() {
        enter();
        runLate();
        answer("CHATHISTORY LATEST #lobby * 20", said("a", "09:00", "bob", "before"));
        assertThat(seen).containsExactly("09:00 bob: before");
    }

    @Test
    void theFirstThatIsSaidAfterThatTimeIsShownAtOnce() {
        beforeABreak();
        enter();
        runLate();
        assertThat(seen).isEmpty();
        hear("@msgid=c :bob!b@h PRIVMSG #lobby :now");
        assertThat(seen).hasSize(2).last().isEqualTo("12:00 bob: now");
        seen.clear();
        answer("CHATHISTORY AFTER #lobby msgid=z 100", said("a", "09:00", "bob", "missed"));
        assertThat(seen).containsExactly("──── 1 older in #lobby ────", "09:00 bob: missed", "──── now ────");
    }

    @Test
    void privateMessagesDoNotWaitForAServerThatTellsNotWhoHasWritten() {
        reconnect();
        hear("@msgid=p :bob!b@h PRIVMSG ada :psst");
        assertThat(seen).isEmpty();
        runLate();
        assertThat(seen).hasSize(2).last().isEqualTo("12:00 bob → you: psst");
        answer("CHATHISTORY TARGETS");
        assertThat(seen).hasSize(2);
    }

    @Test
    void whatIsMissedInPrivateIsFetchedHoweverLateItsListComes() {
        hear("@msgid=p1;time=2026-11-24T11:01:00.000Z :bob!b@h PRIVMSG ada :one");
        reconnect();
        hear("@msgid=p3;time=2026-11-24T11:03:00.000Z :bob!b@h PRIVMSG ada :three");
        runLate();
        hear("@msgid=q2;time=2026-11-24T11:04:00.000Z :cy!c@h PRIVMSG ada :new here");
        assertThat(seen).last().isEqualTo("11:04 cy → you: new here");
        answer(
                "CHATHISTORY TARGETS",
                "CHATHISTORY TARGETS bob 2026-11-24T11:03:00.000Z",
                "CHATHISTORY TARGETS cy 2026-11-24T11:04:00.000Z");
        seen.clear();
        answer("CHATHISTORY AFTER bob msgid=p1 100", whispered("p2", "11:02", "bob", "two"));
        answer("MARKREAD cy", "MARKREAD cy *");
        answer("CHATHISTORY LATEST cy * 20", whispered("q1", "11:00", "cy", "hello"));
        assertThat(seen)
                .containsExactly(
                        "──── 1 older with bob ────",
                        "11:02 bob → you: two",
                        "──── now ────",
                        "──── 1 older with cy ────",
                        "11:00 cy → you: hello",
                        "──── now ────");
        assertThat(asked).isEmpty();
    }

    @Test
    void aGapThatIsStillOpenIsFetchedAfterTheNextBreakAndNotMarkedAsRead() {
        beforeABreak();
        enter();
        hear("@msgid=c;time=2026-11-24T12:05:00.000Z :bob!b@h PRIVMSG #lobby :now");
        runLate();
        hear("@msgid=d;time=2026-11-24T12:06:00.000Z :bob!b@h PRIVMSG #lobby :and now");
        assertThat(seen).last().isEqualTo("12:06 bob: and now");
        markers.flush();
        assertThat(asked).noneMatch(message -> message.params().contains("timestamp=2026-11-24T12:06:00.000Z"));
        reconnect();
        enter();
        seen.clear();
        answer(
                "CHATHISTORY AFTER #lobby msgid=z 100",
                said("a", "12:01", "bob", "missed"),
                said("c", "12:05", "bob", "now"),
                said("d", "12:06", "bob", "and now"));
        assertThat(seen).containsExactly("──── 1 missed in #lobby ────", "12:01 bob: missed");
        markers.flush();
        assertThat(asked).last().hasToString("MARKREAD #lobby timestamp=2026-11-24T12:06:00.000Z");
        reconnect();
        enter();
        answer("CHATHISTORY AFTER #lobby msgid=d 100");
    }

    @Test
    void manyConversationsDoNotDriveOutARoom() {
        enter();
        answer("CHATHISTORY LATEST #lobby * 20");
        hear("@msgid=z :bob!b@h PRIVMSG #lobby :zero");
        reconnect();
        seen.clear();
        enter();
        for (int page = 0; page < 10; page++) {
            int first = page * 50;
            answer(
                    "CHATHISTORY TARGETS",
                    IntStream.range(first, first + 50)
                            .mapToObj(i -> "CHATHISTORY TARGETS n" + i
                                    + " 2026-11-24T%02d:%02d:00.000Z".formatted(11 - i / 60, 59 - i % 60))
                            .toArray(String[]::new));
        }
        answer("CHATHISTORY AFTER #lobby msgid=z 100", said("a", "12:01", "bob", "missed"));
        assertThat(seen).containsExactly("──── 1 missed in #lobby ────", "12:01 bob: missed");
    }

    @Test
    void pagesOfWhatIsKnownAlreadyAreNotTheEndOfTheWayBack() {
        enter();
        answer("CHATHISTORY LATEST #lobby * 20", said("m", "11:00", "bob", "late"));
        String back = "@msgid=r;time=2026-11-24T12:00:00.000Z :bob!b@h REDACT #lobby gone";
        hear(back);
        seen.clear();
        history.older("#lobby", 1);
        answer("CHATHISTORY LATEST #lobby * 1", back);
        answer("CHATHISTORY BEFORE #lobby msgid=r 1", said("a", "10:00", "bob", "early"));
        history.older("#lobby", 1);
        answer("CHATHISTORY BEFORE #lobby msgid=a 1");
        assertThat(seen)
                .containsExactly(
                        "──── 1 older in #lobby ────",
                        "10:00 bob: early",
                        "──── now ────",
                        "12:00 there are no older messages in #lobby");
    }

    /** Runs the tasks of late answers, but not those of failed requests. */
    private void runLate() {
        List<Runnable> tasks = List.copyOf(soon);
        soon.clear();
        tasks.forEach(Runnable::run);
    }

    @Test
    void whatWasTakenBackIsNotShownAgainNorLater() {
        enter();
        hear("@msgid=c :bob!b@h PRIVMSG #lobby :the password is swordfish");
        hear(":bob!b@h REDACT #lobby c");
        answer("CHATHISTORY LATEST #lobby * 20", said("b", "09:00", "bob", "hi"));
        hear("@msgid=c :bob!b@h PRIVMSG #lobby :the password is swordfish");
        history.older("#lobby", 20);
        answer(
                "CHATHISTORY LATEST #lobby * 20",
                said("a", "08:00", "bob", "swordfish"),
                "@time=2026-11-24T08:01:00.000Z :bob!b@h REDACT #lobby a");
        assertThat(seen)
                .containsSequence("09:00 bob: hi", "12:00 bob deleted a message")
                .noneMatch(line -> line.contains("swordfish"));
    }

    @Test
    void whatWasTakenBackIsToldOnceHoweverOftenTheConnectionBreaks() {
        beforeABreak();
        enter();
        hear(":bob!b@h REDACT #lobby z");
        String back = "@msgid=r;time=2026-11-24T12:00:00.000Z :bob!b@h REDACT #lobby z";
        answer("CHATHISTORY AFTER #lobby msgid=z 100", back, said("a", "12:01", "bob", "one"));
        String again = "@msgid=s;time=2026-11-24T12:02:00.000Z :bob!b@h REDACT #lobby a";
        hear(again);
        assertThat(seen)
                .containsExactly(
                        "──── 1 missed in #lobby ────",
                        "12:00 bob deleted a message from 12:00",
                        "12:01 bob: one",
                        "12:02 bob deleted a message from 12:01");
        for (int breaks = 0; breaks < 2; breaks++) {
            seen.clear();
            reconnect();
            enter();
            answer(
                    "CHATHISTORY AFTER #lobby msgid=" + (breaks == 0 ? "a" : "b0") + " 100",
                    back,
                    again,
                    said("b" + breaks, "12:03", "bob", "two"));
            assertThat(seen).containsExactly("──── 1 missed in #lobby ────", "12:03 bob: two");
        }
    }

    @Test
    void whatIsTakenBackDuringABreakIsToldAndIsNoMissedMessage() {
        beforeABreak();
        enter();
        answer("CHATHISTORY AFTER #lobby msgid=z 100", "@time=2026-11-24T12:01:00.000Z :bob!b@h REDACT #lobby z");
        assertThat(seen).containsExactly("12:01 bob deleted a message from 12:00");
    }

    @Test
    void whatIsTakenBackWhileItWaitsForAnAnswerIsToldEvenIfTheConnectionBreaksBefore() {
        beforeABreak();
        enter();
        hear(":bob!b@h REDACT #lobby z");
        reconnect();
        enter();
        answer("CHATHISTORY AFTER #lobby msgid=z 100", "@time=2026-11-24T12:01:00.000Z :bob!b@h REDACT #lobby z");
        assertThat(seen).containsExactly("12:01 bob deleted a message from 12:00");
    }

    /** Shows one message in the lobby, then loses the connection and reconnects. */
    private void beforeABreak() {
        enter();
        answer("CHATHISTORY LATEST #lobby * 20");
        hear("@msgid=z :bob!b@h PRIVMSG #lobby :zero");
        reconnect();
        answer("CHATHISTORY TARGETS");
        seen.clear();
    }

    private void reconnect() {
        history.connectionLost();
        requests.clear();
        asked.clear();
        later.clear();
        soon.clear();
        history.connected(ALL, true);
    }

    private void enter() {
        chat.received(Message.parse(":ada!a@h JOIN #lobby"));
        history.entered("#lobby", NOON);
        chat.received(Message.parse(":srv 353 ada = #lobby :ada"));
        entered = chat.received(Message.parse(":srv 366 ada #lobby :End"));
    }

    private void hear(String line) {
        chat.received(Message.parse(line)).forEach(history::received);
    }

    /** Answers the only request that begins with a text. */
    private void answer(String question, String... lines) {
        Message found = asked.stream()
                .filter(message -> (message.command() + " " + String.join(" ", message.params())).startsWith(question))
                .findFirst()
                .orElseThrow(() -> new AssertionError(question + " is not among " + asked));
        asked.remove(found);
        List<Message> answer = List.of(lines).stream().map(Message::parse).toList();
        assertThat(requests.answered(new Batch("answer", found.tags().getOrDefault("label", ""), answer)))
                .isTrue();
    }

    private void runPatience() {
        List<Runnable> tasks = List.copyOf(later);
        later.clear();
        tasks.forEach(Runnable::run);
    }

    private static String said(String id, String time, String nick, String text) {
        return message(id, time, nick, "#lobby", text);
    }

    private static String whispered(String id, String time, String nick, String text) {
        return message(id, time, nick, "ada", text);
    }

    private static String message(String id, String time, String nick, String target, String text) {
        return "@msgid=" + id + ";time=2026-11-24T" + time + ":00.000Z :" + nick + "!u@h PRIVMSG " + target + " :"
                + text;
    }

    private void later(Duration delay, Runnable task) {
        (delay.equals(Requests.LATE) ? soon : later).add(task);
    }

    private void see(Event event) {
        seen.add(renderer.render(event).toString());
        if (event instanceof MessageEvent.Spoken spoken) {
            history.displayed(spoken.where(), event.at());
        }
    }

    @Test
    void manyPagesComeInOrder() {
        beforeABreak();
        history.support("CHATHISTORY=10");
        enter();
        String from = "z";
        for (int page = 0; page < 30; page++) {
            int first = page * 10;
            answer(
                    "CHATHISTORY AFTER #lobby msgid=" + from + " 10",
                    IntStream.range(first, first + (page == 29 ? 5 : 10))
                            .mapToObj(i -> said("n" + i, "10:00", "bob", "message " + i))
                            .toArray(String[]::new));
            from = "n" + (first + 9);
        }
        assertThat(seen.stream().filter(line -> line.contains("message ")))
                .containsExactlyElementsOf(IntStream.range(0, 295)
                        .mapToObj(i -> "10:00 bob: message " + i)
                        .toList());
        assertThat(asked).isEmpty();
    }
}
