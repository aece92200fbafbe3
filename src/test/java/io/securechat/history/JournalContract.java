package io.securechat.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Problem;
import io.securechat.history.state.Accounts;
import io.securechat.tls.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every journal. */
public abstract class JournalContract {
    public static final Party ADA = Party.account("Ada", "lab");
    public static final Party BOB = Party.account("bob", "lab");
    public static final Party EVE = Party.guest("eve", "1");
    public static final Place LAB = Place.room("#lab");
    public static final Place DEN = Place.room("#den");
    private static final Range ALL = first(10);

    private static Range first(int limit) {
        return new Range(-1, Long.MAX_VALUE, limit, false, Set.of());
    }

    private static Range between(long after, long before) {
        return new Range(after, before, 10, false, Set.of());
    }

    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    public final SettableClock clock = new SettableClock();

    /** Opens an empty journal with room for at least 1,000 entries. */
    public abstract Journal open(Clock at);

    public final Journal open() {
        return open(Clock.systemUTC());
    }

    @Test
    public void hearsOfEntriesInTheOrderInWhichTheyWereAppended() {
        Safe safe = new Safe();
        try (Journal journal = open()) {
            for (int i = 0; i < 1000; i++) {
                journal.append(draft(LAB, "message " + i), safe);
            }
        }
        assertThat(texts(safe.entries))
                .isEqualTo(
                        IntStream.range(0, 1000).mapToObj(i -> "message " + i).toList());
        assertThat(safe.entries).extracting(Entry::id).isSorted();
        assertThat(new HashSet<>(safe.entries.stream().map(Entry::msgid).toList()))
                .hasSize(1000);
    }

    @Test
    public void anExecutorReceivesOutcomesInOrder() {
        List<Runnable> tasks = Collections.synchronizedList(new ArrayList<>());
        Executor executor = tasks::add;
        Safe safe = new Safe() {
            @Override
            public Executor executor() {
                return executor;
            }
        };
        try (Journal journal = open()) {
            for (int i = 0; i < 10; i++) {
                journal.append(draft(LAB, "message " + i), safe);
            }
        }

        assertThat(safe.entries).isEmpty();
        assertThat(tasks).hasSizeBetween(1, 10);
        tasks.forEach(Runnable::run);
        assertThat(texts(safe.entries))
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "message " + i).toList());
    }

    @Test
    public void anEntryKnowsWhenItWasSaid() {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        try (Journal journal = open()) {
            Entry entry = append(journal, draft(LAB, "now"));
            assertThat(entry.time()).isBetween(before, Instant.now());
            assertThat(Entry.idOf(entry.msgid())).isEqualTo(entry.id());
            assertThat(journal.timeOf(entry.id())).isEqualTo(entry.time());
        }
    }

    @Test
    public void givesBackAllOfAnEntry() {
        try (Journal journal = open()) {
            Entry.Draft draft = new Entry.Draft(
                    "NOTICE",
                    Place.between(EVE, ADA),
                    EVE,
                    "eve!e@host",
                    null,
                    "Ada",
                    "two\nlines \u00e9",
                    Map.of("+x", "y z;"),
                    "n1",
                    0);
            Entry entry = append(journal, draft);
            assertThat(read(journal, Place.between(ADA, EVE), Range.latest(10))).containsExactly(entry);
            assertThat(entry.draft()).isEqualTo(draft);
            assertThat(journal.find(entry.id()).join()).contains(entry);
            assertThat(journal.find(entry.id() + 1).join()).isEmpty();
        }
    }

    @Test
    public void readsARangeOfAPlaceOldestFirst() {
        try (Journal journal = open()) {
            List<Entry> lab = new ArrayList<>();
            for (String text : List.of("a", "b", "c", "d")) {
                lab.add(append(journal, draft(LAB, text)));
                append(journal, draft(DEN, text));
            }
            long a = lab.get(0).id();
            long d = lab.get(3).id();
            assertThat(texts(read(journal, LAB, Range.latest(2)))).containsExactly("c", "d");
            assertThat(texts(read(journal, LAB, new Range(a, d, 10, true, Set.of()))))
                    .containsExactly("b", "c");
            assertThat(texts(read(journal, LAB, new Range(a, d, 1, true, Set.of()))))
                    .containsExactly("c");
            assertThat(texts(read(journal, LAB, new Range(a, d, 1, false, Set.of()))))
                    .containsExactly("b");
            assertThat(read(journal, Place.room("#none"), Range.latest(10))).isEmpty();
            assertThat(texts(read(journal, Place.room("#LAB"), Range.latest(10))))
                    .containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    public void draftsWithTheSameNonceAreOneEntry() {
        try (Journal journal = open()) {
            Entry first = append(journal, draft(LAB, ADA, "once", "n1"));
            Safe safe = new Safe();
            journal.append(draft(LAB, ADA, "once", "n1"), safe);
            assertThat(safe.next.join()).isEqualTo(first);
            assertThat(safe.again).isTrue();
            assertThat(append(journal, draft(LAB, EVE, "from another stay", "n1")))
                    .isEqualTo(first);
            append(journal, draft(LAB, ADA, "another", "n2"));
            append(journal, draft(LAB, ADA, "another", null));
            append(journal, draft(LAB, ADA, "another", null));
            assertThat(texts(read(journal, LAB, Range.latest(10))))
                    .containsExactly("once", "another", "another", "another");
        }
    }

    @Test
    public void tellsTheIdOfTheNewestEntry() {
        try (Journal journal = open()) {
            assertThat(journal.newestId()).isZero();
            append(journal, draft(LAB, "a"));
            Entry newest = append(journal, draft(DEN, "b"));
            assertThat(journal.newestId()).isEqualTo(newest.id());
        }
    }

    @Test
    public void aRedactedEntryIsNotAppendedAgain() {
        try (Journal journal = open()) {
            Entry secret = append(journal, draft(LAB, ADA, "password", "n1"));
            append(journal, redaction(secret, "oops"));
            Safe safe = new Safe();
            journal.append(draft(LAB, ADA, "password", "n1"), safe);
            assertThat(safe.next.join().id()).isEqualTo(secret.id());
            assertThat(safe.again).isTrue();
            assertThat(read(journal, LAB, Range.latest(10))).isEmpty();
            assertThat(journal.find(secret.id()).join()).isEmpty();
        }
    }

    @Test
    public void aRedactionErasesTheEntryAndIsInTheHistory() {
        try (Journal journal = open()) {
            Entry secret = append(journal, draft(LAB, "password"));
            Entry redaction = append(journal, redaction(secret, "oops"));
            assertThat(read(journal, LAB, Range.latest(10))).isEmpty();
            assertThat(journal.find(secret.id()).join()).isEmpty();
            assertThat(journal.search(new Search(List.of(LAB), "password", "", -1, Long.MAX_VALUE, 10))
                            .join()
                            .entries())
                    .isEmpty();
            assertThat(read(journal, LAB, new Range(-1, Long.MAX_VALUE, 10, true, Set.of(Entry.REDACT))))
                    .containsExactly(redaction);
        }
    }

    @Test
    public void eventsAreReadOnlyOnRequest() {
        try (Journal journal = open()) {
            Entry message = append(journal, draft(LAB, "password"));
            Entry.Draft tags = new Entry.Draft(
                    Entry.TAGMSG, LAB, ADA, "ada!a@host", "Ada", "#lab", "", Map.of("+draft/react", "x"), null, 0);
            Entry reaction = append(journal, tags);
            Entry redaction = append(journal, redaction(reaction, "oops"));
            reaction = append(journal, tags);
            assertThat(read(journal, LAB, Range.latest(10))).containsExactly(message);
            assertThat(read(journal, LAB, new Range(-1, Long.MAX_VALUE, 10, true, Set.of(Entry.TAGMSG))))
                    .containsExactly(message, reaction);
            assertThat(read(journal, LAB, new Range(-1, Long.MAX_VALUE, 10, true, Set.of(Entry.TAGMSG, Entry.REDACT))))
                    .containsExactly(message, redaction, reaction);
            assertThat(journal.conversations(ADA, List.of(LAB), ALL).join())
                    .containsExactly(new Journal.Conversation(LAB, message));
            assertThat(texts(journal.search(new Search(List.of(LAB), "password", "", -1, Long.MAX_VALUE, 10))
                            .join()
                            .entries()))
                    .containsExactly("password");
        }
    }

    @Test
    public void tellsWhereSomethingWasSaidLast() {
        try (Journal journal = open()) {
            Place adaBob = Place.between(ADA, BOB);
            append(journal, draft(LAB, "a"));
            Entry whisper = append(journal, draft(adaBob, "b"));
            append(journal, draft(Place.between(BOB, EVE), "c"));
            Entry den = append(journal, draft(DEN, "d"));
            Entry lab = append(journal, draft(LAB, "e"));
            List<Place> rooms = List.of(LAB, Place.room("#none"));
            assertThat(journal.conversations(ADA, rooms, ALL).join())
                    .containsExactly(new Journal.Conversation(adaBob, whisper), new Journal.Conversation(LAB, lab));
            assertThat(journal.conversations(ADA, rooms, first(1)).join())
                    .containsExactly(new Journal.Conversation(adaBob, whisper));
            assertThat(journal.conversations(ADA, rooms, Range.latest(1)).join())
                    .containsExactly(new Journal.Conversation(LAB, lab));
            assertThat(journal.conversations(ADA, rooms, between(whisper.id(), Long.MAX_VALUE))
                            .join())
                    .containsExactly(new Journal.Conversation(LAB, lab));
            assertThat(journal.conversations(ADA, rooms, between(-1, lab.id())).join())
                    .containsExactly(new Journal.Conversation(adaBob, whisper));
            assertThat(journal.conversations(EVE, List.of(DEN), between(den.id() - 1, den.id() + 1))
                            .join())
                    .containsExactly(new Journal.Conversation(DEN, den));
        }
    }

    @Test
    public void afterARedactionTheMessageBeforeIsTheLatest() {
        try (Journal journal = open()) {
            Entry first = append(journal, draft(LAB, "one"));
            Entry second = append(journal, draft(LAB, "two"));
            append(journal, redaction(second, "oops"));
            assertThat(journal.conversations(ADA, List.of(LAB), ALL).join())
                    .containsExactly(new Journal.Conversation(LAB, first));
            append(journal, redaction(first, "this too"));
            assertThat(journal.conversations(ADA, List.of(LAB), ALL).join()).isEmpty();
        }
    }

    @Test
    public void tellsHowMuchItKeeps() {
        try (Journal journal = open()) {
            assertThat(journal.contents().join()).isEqualTo(new Journal.Contents(0, null));
            Entry first = append(journal, draft(LAB, "one"));
            append(journal, draft(DEN, "two"));
            assertThat(journal.contents().join()).isEqualTo(new Journal.Contents(2, first.time()));
        }
    }

    @Test
    public void theTimeIsThatOfTheClockAlsoWhenItIsSetBack() {
        try (Journal journal = open(clock)) {
            Entry early = say(journal, NOON, "early");
            Entry future = say(journal, NOON.plus(Duration.ofHours(2)), "future");
            Entry right = say(journal, NOON.plusSeconds(60), "right");
            Entry later = say(journal, NOON.plusSeconds(120), "later");

            List<Entry> all = List.of(early, future, right, later);
            assertThat(all).extracting(Entry::id).isSorted().doesNotHaveDuplicates();
            assertThat(all)
                    .extracting(Entry::time)
                    .containsExactly(NOON, NOON.plus(Duration.ofHours(2)), NOON.plusSeconds(60), NOON.plusSeconds(120));
            assertThat(read(journal, LAB, Range.latest(10))).isEqualTo(all);
            assertThat(journal.find(later.id()).join()).contains(later);
            assertThat(journal.timeOf(right.id())).isEqualTo(right.time());
        }
    }

    @Test
    public void queriesByTimeWorkAfterTheClockWasSetBack() {
        try (Journal journal = open(clock)) {
            say(journal, NOON, "a");
            say(journal, NOON.plus(Duration.ofHours(2)), "future");
            Entry right = say(journal, NOON.plusSeconds(60), "b");
            say(journal, NOON.plusSeconds(120), "c");
            Span untilNow = Span.ALL.until(NOON.plusSeconds(121));
            Span minutes = Span.ALL.since(NOON).until(NOON.plusSeconds(120));

            assertThat(texts(read(journal, LAB, new Range(untilNow, 10, true, Set.of()))))
                    .containsExactly("a", "b", "c");
            assertThat(texts(read(journal, LAB, new Range(untilNow, 2, true, Set.of()))))
                    .containsExactly("b", "c");
            assertThat(texts(read(journal, LAB, new Range(untilNow, 2, false, Set.of()))))
                    .containsExactly("a", "b");
            assertThat(texts(read(journal, LAB, new Range(minutes, 10, false, Set.of()))))
                    .containsExactly("b");
            assertThat(texts(read(journal, LAB, new Range(Span.ALL.since(NOON), 10, false, Set.of()))))
                    .containsExactly("future", "b", "c");
            assertThat(texts(read(journal, LAB, new Range(untilNow.after(right.id()), 10, true, Set.of()))))
                    .containsExactly("c");
            assertThat(texts(journal.search(new Search(List.of(LAB), "", "ada", untilNow, 10))
                            .join()
                            .entries()))
                    .containsExactly("a", "b", "c");
            assertThat(journal.conversations(ADA, List.of(LAB), new Range(untilNow, 10, true, Set.of()))
                            .join())
                    .extracting(conversation -> conversation.latest().draft().text())
                    .containsExactly("c");
            assertThat(journal.conversations(ADA, List.of(LAB), new Range(minutes, 10, true, Set.of()))
                            .join())
                    .isEmpty();
        }
    }

    @Test
    public void theClockMayGoBackAndForthManyTimes() {
        try (Journal journal = open(clock)) {
            List<Entry> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(say(journal, NOON.plusSeconds(i % 3 * 1000L + i), "m" + i));
                all.add(say(journal, NOON.plusSeconds(i % 3 * 1000L + i), "n" + i));
            }
            assertThat(all).extracting(Entry::id).isSorted().doesNotHaveDuplicates();
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).time()).isEqualTo(NOON.plusSeconds(i / 2 % 3 * 1000L + i / 2));
            }
            Span middle = Span.ALL.since(NOON.plusSeconds(999)).until(NOON.plusSeconds(2000));
            assertThat(read(journal, LAB, new Range(middle, 100, true, Set.of())))
                    .hasSize(14)
                    .isEqualTo(all.stream().filter(middle::includes).toList());
        }
    }

    @Test
    public void aClockThatIsCorrectedByLittleIsWaitedFor() {
        try (Journal journal = open(clock)) {
            say(journal, NOON, "a");
            assertThat(say(journal, NOON.minusMillis(900), "b").time()).isEqualTo(NOON);
            assertThat(say(journal, NOON.plusMillis(1), "c").time()).isEqualTo(NOON.plusMillis(1));
        }
    }

    @Test
    public void aClockFarInTheFutureLeavesIdsForLater() {
        try (Journal journal = open(clock)) {
            Entry future = say(journal, Instant.parse("9999-12-31T23:59:59Z"), "a");
            Entry right = say(journal, NOON, "b");
            assertThat(future.id()).isPositive().isLessThan(right.id());
            assertThat(right.time()).isEqualTo(NOON);
        }
    }

    @Test
    public void aMarkerInTheFutureIsOnlyBelievedUpToThePresent() {
        try (Journal journal = open(clock)) {
            journal.welcome(ADA);
            clock.set(NOON.plus(Duration.ofHours(2)));
            journal.mark(ADA, LAB, clock.instant());
            clock.set(NOON);
            assertThat(journal.marker(ADA, LAB)).contains(NOON);
            journal.mark(ADA, LAB, NOON.minusSeconds(10));
            assertThat(journal.marker(ADA, LAB)).contains(NOON.minusSeconds(10));
            journal.mark(ADA, LAB, NOON.plusSeconds(3600));
            clock.set(NOON.plusSeconds(7200));
            assertThat(journal.marker(ADA, LAB)).contains(NOON);
        }
    }

    private Entry say(Journal journal, Instant time, String text) {
        clock.set(time);
        return append(journal, draft(LAB, text));
    }

    @Test
    public void findsWordsInPlacesFromSomebodyWithinATime() {
        try (Journal journal = open()) {
            append(journal, draft(LAB, ADA, "The engine is running, at last", null));
            Entry warm = append(journal, draft(LAB, BOB, "an Engineer\nwarms it up", null));
            append(journal, draft(DEN, BOB, "no engine here", null));
            append(journal, draft(LAB, EVE, "ENGINE! engine?", null));
            assertThat(found(journal, "engine", "", 10)).hasSize(3);
            assertThat(found(journal, "Engi", "", 2)).containsExactly("an Engineer\nwarms it up", "ENGINE! engine?");
            assertThat(found(journal, "at eng", "", 10)).containsExactly("The engine is running, at last");
            assertThat(found(journal, "engine", "Eve", 10)).containsExactly("ENGINE! engine?");
            assertThat(found(journal, "ngine", "", 10)).isEmpty();
            assertThat(found(journal, "", "bob", 10)).containsExactly("an Engineer\nwarms it up");
            assertThat(texts(journal.search(new Search(List.of(LAB, DEN), "here", "", -1, Long.MAX_VALUE, 10))
                            .join()
                            .entries()))
                    .containsExactly("no engine here");
            assertThat(texts(journal.search(new Search(List.of(LAB), "engine", "", warm.id(), Long.MAX_VALUE, 10))
                            .join()
                            .entries()))
                    .containsExactly("ENGINE! engine?");
            assertThat(texts(journal.search(new Search(List.of(LAB), "engine", "", -1, warm.id(), 10))
                            .join()
                            .entries()))
                    .containsExactly("The engine is running, at last");
            assertThat(journal.search(new Search(List.of(), "engine", "", -1, Long.MAX_VALUE, 10))
                            .join()
                            .entries())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "a\"b", "NEAR(", "text:", "-", "*", "AND", "foo OR", "{text} :", "^", "'; DROP TABLE entry"
            })
    void searchTextIsNeverSyntax(String words) {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "nothing of the kind"));
            assertThat(found(journal, words + " nothingness", "", 10)).isEmpty();
            append(journal, draft(LAB, "<" + words + ">"));
            assertThat(found(journal, words, "", 10)).contains("<" + words + ">");
        }
    }

    @Test
    public void undeliveredMessagesWaitForTheAccount() {
        try (Journal journal = open()) {
            Place adaBob = Place.between(ADA, BOB);
            append(journal, draft(adaBob, BOB, "before ada ever was here", null));
            journal.welcome(ADA);
            Entry first = append(journal, draft(adaBob, BOB, "one", null));
            append(journal, draft(adaBob, ADA, "her own", null));
            append(journal, draft(LAB, BOB, "to all", null));
            append(journal, draft(Place.between(ADA, EVE), EVE, "two", null));
            assertThat(undelivered(journal, ADA)).containsExactly("one", "two");
            assertThat(texts(journal.undelivered(ADA, -1, 1, false).join())).containsExactly("one");
            assertThat(texts(journal.undelivered(ADA, first.id(), 10, false).join()))
                    .containsExactly("two");
            assertThat(texts(journal.undelivered(ADA, -1, 10, true).join())).containsExactly("two");
            journal.delivered(ADA, adaBob, -1, first.id());
            journal.welcome(BOB);
            journal.welcome(ADA);
            assertThat(undelivered(journal, ADA)).containsExactly("two");
            assertThat(journal.accounts()).containsExactly(BOB, ADA);
            assertThat(undelivered(journal, EVE)).isEmpty();
        }
    }

    @Test
    public void deliveryInOneConversationDoesNotAffectAnother() {
        try (Journal journal = open()) {
            Place adaBob = Place.between(ADA, BOB);
            Place adaEve = Place.between(ADA, EVE);
            journal.welcome(ADA);
            append(journal, draft(adaBob, BOB, "first", null));
            Entry last = append(journal, draft(adaEve, EVE, "second", null));
            journal.delivered(ADA, adaEve, -1, last.id());
            assertThat(undelivered(journal, ADA)).containsExactly("first");
            assertThat(undelivered(journal, ADA)).containsExactly("first");
            append(journal, draft(adaEve, EVE, "third", null));
            assertThat(undelivered(journal, ADA)).containsExactly("first", "third");
        }
    }

    @Test
    public void deliveryAfterAGapLeavesTheGapUndelivered() {
        try (Journal journal = open()) {
            Place adaBob = Place.between(ADA, BOB);
            journal.welcome(ADA);
            Entry own = append(journal, draft(adaBob, ADA, "her own", null));
            Entry one = append(journal, draft(adaBob, BOB, "one", null));
            Entry two = append(journal, draft(adaBob, BOB, "two", null));
            Entry three = append(journal, draft(adaBob, BOB, "three", null));
            journal.delivered(ADA, adaBob, two.id() - 1, two.id());
            assertThat(undelivered(journal, ADA)).containsExactly("one", "two", "three");
            journal.delivered(ADA, adaBob, own.id(), one.id());
            assertThat(undelivered(journal, ADA)).containsExactly("two", "three");
            journal.delivered(ADA, adaBob, one.id(), three.id());
            assertThat(undelivered(journal, ADA)).isEmpty();
            append(journal, draft(adaBob, BOB, "four", null));
            assertThat(undelivered(journal, ADA)).containsExactly("four");
        }
    }

    @Test
    public void deliveryPointersAreBounded() {
        try (Journal journal = open()) {
            journal.welcome(ADA);
            append(journal, draft(Place.between(ADA, BOB), BOB, "not delivered", null));
            for (int i = 0; i < Accounts.MAX_POINTERS + 2; i++) {
                Party guest = Party.guest("guest" + i, "stay");
                Place place = Place.between(ADA, guest);
                Entry entry = append(journal, draft(place, guest, "from " + i, null));
                journal.delivered(ADA, place, -1, entry.id());
            }
            // Beyond the limit the oldest arrive twice, which is better than never.
            assertThat(undelivered(journal, ADA)).containsExactly("not delivered", "from 0", "from 1");
            journal.delivered(ADA, Place.between(ADA, BOB), -1, journal.newestId());
            assertThat(undelivered(journal, ADA)).containsExactly("from 0", "from 1", "from 2");
        }
    }

    @Test
    public void conversationsWithGuestsLeaveRoomForTheOthers() {
        try (Journal journal = open()) {
            Place adaBob = Place.between(ADA, BOB);
            append(journal, draft(adaBob, BOB, "from somebody known", null));
            for (int i = 0; i < 20; i++) {
                Party guest = Party.guest("guest" + i, "stay");
                append(journal, draft(Place.between(ADA, guest), guest, "from " + i, null));
            }
            assertThat(journal.conversations(ADA, List.of(), Range.latest(2)).join())
                    .extracting(conversation -> conversation.latest().draft().text())
                    .containsExactly("from somebody known", "from 18", "from 19");
        }
    }

    private static List<String> undelivered(Journal journal, Party account) {
        return texts(journal.undelivered(account, -1, 10, false).join());
    }

    @Test
    public void keepsTheLatestStateOfARoom() {
        try (Journal journal = open()) {
            assertThat(journal.rooms()).isEmpty();
            journal.room("#lab", "one");
            journal.room("#den", "den");
            journal.room("#lab", "two\nlines");
            assertThat(journal.rooms()).isEqualTo(Map.of("#lab", "two\nlines", "#den", "den"));
            journal.room("#den", "");
            assertThat(journal.rooms()).isEqualTo(Map.of("#lab", "two\nlines"));
        }
    }

    @Test
    public void tellsOfEachRoomWhetherAnythingIsKeptOfItOrOfLaterOnesOfItsName() {
        Place second = LAB.successor();
        Place third = second.successor();
        assertThat(third.key()).isEqualTo("#lab,2");
        assertThat(third.origin()).isEqualTo(LAB);
        try (Journal journal = open()) {
            List<Place> all = List.of(LAB, second, third, DEN, Place.room("#la"), Place.room("#lab-1"));
            assertThat(journal.newestIn(all).join()).isEmpty();
            Entry old = append(journal, draft(third, "a"));
            assertThat(journal.newestIn(all).join()).isEqualTo(Map.of(LAB, old.id(), third, old.id()));
            for (int i = 0; i < 100; i++) {
                journal.append(draft(DEN, "b" + i), new Safe());
            }
            Map<Place, Long> newest = journal.newestIn(all).join();
            assertThat(newest.keySet()).containsExactlyInAnyOrder(LAB, third, DEN);
            assertThat(newest).containsEntry(DEN, journal.newestId());
            assertThat(journal.newestIn(List.of(second, third)).join()).isEqualTo(Map.of(third, old.id()));
        }
    }

    @Test
    public void thePresentIdLiesBehindTheNewest() {
        try (Journal journal = open()) {
            long newest = append(journal, draft(LAB, "a")).id();
            long present = journal.presentId();
            assertThat(present).isGreaterThan(newest);
            assertThat(append(journal, draft(LAB, "b")).id()).isGreaterThanOrEqualTo(present);
            assertThat(journal.firstWithin(Duration.ofMinutes(1))).isPositive().isLessThan(newest);
        }
    }

    @Test
    public void oneMarkerTooManyReplacesTheEarliest() {
        try (Journal journal = open()) {
            for (int i = 0; i < Markers.MAX; i++) {
                journal.mark(ADA, Place.room("#" + i), NOON.minusSeconds(i));
            }
            journal.mark(BOB, LAB, NOON);
            assertThat(journal.markers()).isEqualTo(Markers.MAX + 1);
            Place earliest = Place.room("#" + (Markers.MAX - 1));
            assertThat(journal.marker(ADA, earliest)).isPresent();
            journal.mark(ADA, LAB, NOON.minusSeconds(1_000_000));
            assertThat(journal.markers()).isEqualTo(Markers.MAX + 1);
            assertThat(journal.marker(ADA, earliest)).isEmpty();
            assertThat(journal.marker(ADA, LAB)).contains(NOON.minusSeconds(1_000_000));
            assertThat(journal.marker(ADA, Place.room("#0"))).contains(NOON);
        }
    }

    @Test
    public void markersOnlyGoForward() {
        try (Journal journal = open()) {
            journal.welcome(ADA);
            assertThat(journal.marker(ADA, LAB)).isEmpty();
            journal.mark(ADA, LAB, NOON);
            journal.mark(ADA, LAB, NOON.minusSeconds(1));
            assertThat(journal.marker(ADA, LAB)).contains(NOON);
            assertThat(journal.marker(BOB, LAB)).isEmpty();
            assertThat(journal.marker(ADA, DEN)).isEmpty();
        }
    }

    public static List<Entry> read(Journal journal, Place place, Range range) {
        return journal.read(place, range).join();
    }

    public static List<String> found(Journal journal, String words, String from, int limit) {
        return texts(journal.search(new Search(List.of(LAB), words, from, -1, Long.MAX_VALUE, limit))
                .join()
                .entries());
    }

    public static Entry.Draft redaction(Entry entry, String reason) {
        Place place = entry.draft().place();
        return new Entry.Draft(
                Entry.REDACT, place, ADA, "ada!a@host", "Ada", "#lab", reason, Map.of(), null, entry.id());
    }

    public static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> entry.draft().text()).toList();
    }

    public static Entry append(Journal journal, Entry.Draft draft) {
        Safe safe = new Safe();
        journal.append(draft, safe);
        return safe.next.join();
    }

    public static Entry.Draft draft(Place place, String text) {
        return draft(place, ADA, text, null);
    }

    public static Entry.Draft draft(
            Place place, Party author, String text, @org.jspecify.annotations.Nullable String nonce) {
        String source = author.name() + "!" + author.name() + "@host";
        String account = author.guest() ? null : author.name();
        return new Entry.Draft("PRIVMSG", place, author, source, account, "#lab", text, Map.of(), nonce, 0);
    }

    /** A listener that keeps the outcomes of drafts. */
    public static class Safe implements Journal.Listener {
        public final List<Entry> entries = Collections.synchronizedList(new ArrayList<>());
        public final CompletableFuture<Entry> next = new CompletableFuture<>();
        public volatile boolean again;

        @Override
        public void stored(Entry entry, boolean wasThere) {
            again = wasThere;
            entries.add(entry);
            next.complete(entry);
        }

        @Override
        public void refused(Problem why) {
            next.completeExceptionally(why);
        }
    }
}
