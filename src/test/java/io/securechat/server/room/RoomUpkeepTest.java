package io.securechat.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Await;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.Retention;
import io.securechat.history.TestJournals;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.session.SessionTest;
import io.securechat.tls.SettableClock;
import io.securechat.tls.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits and expiry of remembered rooms. */
class RoomUpkeepTest {
    private static final Duration KEPT = Duration.ofDays(300);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private Journal journal = Journals.open("memory:");

    @BeforeEach
    void open() {
        journal = TestJournals.in(folder.resolve("chat.db"), new Retention(KEPT, 0), clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    /** A server that begins with what the one before has left. */
    private TestServer server() {
        Journal lasting = new Forwarding(journal) {
            @Override
            public void close() {
                // the test does it
            }
        };
        return new TestServer(new TestSettings().lobby(null).build(), lasting);
    }

    private void play(String script) throws Exception {
        try (TestServer server = server()) {
            Script.playAndLeave(server, script);
        }
    }

    /** Waits until no other rooms are remembered. */
    @SuppressWarnings("try") // the server forgets them unasked
    private void awaitRooms(String... names) {
        try (TestServer server = server()) {
            Await.until(
                    () -> journal.rooms().keySet().equals(Set.of(names)),
                    () -> journal.rooms().toString());
        }
    }

    /** Mode +m is what is to be remembered. */
    private static String made(String room) {
        return visited(room, """
                ada> MODE #room +m
                ada< … MODE #room +m
                """);
    }

    private static String visited(String room, String meanwhile) {
        return ("""
                ada> JOIN #room
                ada< … JOIN #room
                ada< … 353 …
                ada< … 366 …
                """ + meanwhile + """
                ada> PART #room
                ada< … PART #room
                """).replace("#room", room);
    }

    @Test
    void whatNobodyHasUsedForHalfAYearIsForgotten() throws Exception {
        play("ada connects as ada\n" + made("#lab") + made("#den") + made("#hall"));
        clock.set(clock.instant().plus(RoomUpkeep.MAX_EMPTY.minusDays(1)));
        play("ada connects as ada\n" + visited("#den", "") + """
                bob connects
                olga connects as olga
                olga> MODE #hall -mn
                olga< … MODE #hall -mn
                bob> PRIVMSG #hall :from outside
                """);
        assertThat(journal.rooms().keySet()).containsExactlyInAnyOrder("#lab", "#den", "#hall");
        clock.set(clock.instant().plus(Duration.ofDays(2)));
        awaitRooms("#den", "#hall");
        clock.set(clock.instant().plus(RoomUpkeep.MAX_EMPTY));
        awaitRooms();
    }

    @Test
    void anAccountKeepsSoManyEmptyRoomsAndThoseThatWereUsedLast() throws Exception {
        try (TestServer server = server();
                TestClient ada = server.connect(TestCertificates.client(TestServer.CA, "ada"));
                TestClient bob = server.connect(TestCertificates.client(TestServer.CA, "bob"))) {
            arrive(bob);
            make(bob, "#his");
            arrive(ada);
            for (int i = 0; i < EmptyRooms.MAX_KEPT + 2; i++) {
                make(ada, "#r" + i);
            }
            assertThat(journal.rooms())
                    .hasSize(EmptyRooms.MAX_KEPT + 1)
                    .containsKey("#his")
                    .doesNotContainKeys("#r0", "#r1");
            make(ada, "#r2");
            make(ada, "#more");
            assertThat(journal.rooms()).containsKeys("#r2", "#more").doesNotContainKey("#r3");
        }
        play("ada connects as ada\n" + made("#later"));
        assertThat(journal.rooms())
                .hasSize(EmptyRooms.MAX_KEPT + 1)
                .containsKeys("#his", "#r2", "#more", "#later")
                .doesNotContainKey("#r4");
    }

    private static void arrive(TestClient client) throws Exception {
        client.send("NICK x\r\nUSER x 0 * :x");
        SessionTest.skipTo(client, " 422 ");
    }

    private void make(TestClient client, String room) throws Exception {
        clock.set(clock.instant().plusMillis(1));
        client.send("JOIN " + room + "\r\nMODE " + room + " +m\r\nPART " + room);
        SessionTest.skipTo(client, "PART " + room);
    }

    @Test
    void aRoomThatIsForgottenLeavesTheNextOneNoSecret() throws Exception {
        play("""
                ada connects as ada
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> MODE #lab +i
                ada< … MODE #lab +i
                ada> PRIVMSG #lab :secret
                """);
        clock.set(clock.instant().plus(RoomUpkeep.MAX_EMPTY).plusSeconds(1));
        try (TestServer server = server()) {
            Await.until(() -> journal.rooms().equals(Map.of("#lab", "NEXT #lab,1")));
            Script.play(server, """
                    eve connects with draft/chathistory batch
                    eve> JOIN #lab
                    eve< … JOIN #lab
                    eve< … 353 eve = #lab :@eve
                    eve< … 366 …
                    eve> CHATHISTORY LATEST #lab * 10
                    eve< … BATCH +1 …
                    eve< … BATCH -1
                    """);
        }
        clock.set(clock.instant().plus(KEPT));
        Await.until(() -> journal.contents().join().entries() == 0);
        awaitRooms();
    }

    @Test
    void aLockBehindWhichNothingWasSaidLeavesNoTrace() throws Exception {
        play("""
                eve connects
                eve> JOIN #lab
                eve< … JOIN #lab
                eve< … 353 …
                eve< … 366 …
                eve> MODE #lab +i
                eve< … MODE #lab +i
                """);
        assertThat(journal.rooms()).hasSize(1);
        awaitRooms();
    }
}
