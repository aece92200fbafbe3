package io.securechat.server.message;

import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A private message waits for an account until one of its clients has demonstrably received it. */
class ReceiptsTest {
    /** Alice was here, so that from now on messages wait for her; then bob says three things to her. */
    private static final String MISSED = """
            alice connects as alice
            alice> QUIT
            alice< …
            alice<
            bob connects as bob
            bob> NOTICE alice :one
            bob> NOTICE alice :two
            bob> NOTICE alice :three
            """;

    private static final String ALL_MISSED = """
            alice< :bob!bob@… NOTICE alice :[20… UTC] one
            alice< :bob!bob@… NOTICE alice :[20… UTC] two
            alice< :bob!bob@… NOTICE alice :[20… UTC] three
            """;

    private static final String LISTED = """
            laptop< … BATCH +1 draft/chathistory-targets
            laptop< @batch=1 … CHATHISTORY TARGETS bob 20…
            laptop< … BATCH -1
            """;

    private static final String LIST =
            "CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z ";

    private static final String LIST_BACKWARDS =
            "CHATHISTORY TARGETS timestamp=2100-01-01T00:00:00.000Z timestamp=2020-01-01T00:00:00.000Z ";

    @TempDir
    Path folder;

    @Test
    void listingConversationsReceivesNothingOfThem() throws Exception {
        play(MISSED + """
                laptop connects as alice with draft/chathistory batch
                laptop> %s5
                """.formatted(LIST) + LISTED + opens("alice") + ALL_MISSED + """
                alice> QUIT
                alice< …
                alice<
                """ + opens("alice"));
    }

    @Test
    void whatAClientHasFetchedIsReceivedAsFarAsThereIsNoGapBeforeIt() throws Exception {
        play(MISSED + """
                laptop connects as alice with draft/chathistory batch
                laptop> CHATHISTORY LATEST bob * 2
                laptop< … BATCH +1 …
                laptop< @batch=1 … :two
                laptop< @batch=1 … :three
                laptop< … BATCH -1
                """ + opens("alice") + ALL_MISSED);
        play(MISSED + """
                laptop connects as alice with draft/chathistory batch
                laptop> CHATHISTORY AFTER bob timestamp=2020-01-01T00:00:00.000Z 2
                laptop< … BATCH +1 …
                laptop< @batch=1 … :one
                laptop< @batch=1 … :two
                laptop< … BATCH -1
                """ + opens("alice") + """
                alice< :bob!bob@… NOTICE alice :[20… UTC] three
                """);
    }

    @Test
    void whatIsHeardBehindAGapDoesNotCloseIt() throws Exception {
        play(MISSED + """
                laptop connects as alice with draft/chathistory batch
                bob> NOTICE alice :four
                laptop< … :four
                """ + opens("alice") + ALL_MISSED + """
                alice< :bob!bob@… NOTICE alice :[20… UTC] four
                alice> QUIT
                alice< …
                alice<
                """ + opens("alice"));
    }

    @Test
    void whatWasHandedToADeadConnectionWasNotReceived() throws Exception {
        play("""
                alice connects as alice
                alice acknowledges nothing
                bob connects as bob
                bob> NOTICE alice :one
                bob> NOTICE alice :two
                alice drops
                """ + opens("alice") + """
                alice< :bob!bob@… NOTICE alice :[20… UTC] one
                alice< :bob!bob@… NOTICE alice :[20… UTC] two
                alice> QUIT
                alice< …
                alice<
                """ + opens("alice"));
    }

    @Test
    void onlyTheRightAnswerToThePingCounts() throws Exception {
        play("""
                alice connects as alice
                alice acknowledges nothing
                bob connects as bob
                bob> NOTICE alice :one
                alice< … :one
                alice< PING receipt-1
                alice> PONG receipt-2
                alice> PONG test.server
                alice> PONG
                alice drops
                alice opens as alice
                alice acknowledges nothing
                alice> NICK alice
                alice> USER alice 0 * :Alice
                alice is greeted
                alice< :bob!bob@… NOTICE alice :[20… UTC] one
                alice< PING receipt-1
                alice> PONG alice :receipt-1
                alice drops
                """ + opens("alice"));
    }

    @Test
    void whatOneDeviceHasReceivedIsNotMissed() throws Exception {
        play("""
                laptop connects as alice
                phone connects as alice
                phone acknowledges nothing
                bob connects as bob
                bob> NOTICE alice :one
                laptop< … :one
                phone< … :one
                phone< PING receipt-1
                laptop> PING x
                laptop< … PONG test.server :x
                """ + opens("alice"));
    }

    @Test
    void whatIsMarkedAsReadIsReceived() throws Exception {
        play(MISSED + """
                laptop connects as alice with draft/chathistory batch draft/read-marker
                laptop> MARKREAD bob timestamp=2100-01-01T00:00:00.000Z
                laptop< … MARKREAD bob timestamp=20…
                """ + opens("alice"));
    }

    @Test
    void howFarAnAccountHasReceivedIsKnownAfterARestart() throws Exception {
        restart(MISSED + """
                eve connects as eve
                eve> NOTICE alice :from eve
                laptop connects as alice with draft/chathistory batch
                laptop> CHATHISTORY LATEST eve * 9
                laptop< … BATCH +1 …
                laptop< @batch=1 … :from eve
                laptop< … BATCH -1
                """);
        restart(opens("alice") + ALL_MISSED);
        restart(opens("alice"));
    }

    @Test
    void aLimitLeavesTheTargetsNextToTheFirstTime() throws Exception {
        play(MISSED + """
                eve connects as eve
                eve> NOTICE alice :from eve
                carl connects as carl
                carl> NOTICE alice :from carl
                laptop connects as alice with draft/chathistory batch
                laptop> %s2
                laptop< … BATCH +1 …
                laptop< @batch=1 … TARGETS bob 20…
                laptop< @batch=1 … TARGETS eve 20…
                laptop< … BATCH -1
                laptop> %s2
                laptop< … BATCH +2 …
                laptop< @batch=2 … TARGETS eve 20…
                laptop< @batch=2 … TARGETS carl 20…
                laptop< … BATCH -2
                """.formatted(LIST, LIST_BACKWARDS));
    }

    @Test
    void guestsWhoAreGoneLeaveRoomForTheOthers() throws Exception {
        StringBuilder guests = new StringBuilder(MISSED);
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            guests.append("""
                    guest%1$d connects
                    guest%1$d> NOTICE alice :hello
                    guest%1$d> QUIT
                    guest%1$d< …
                    guest%1$d<
                    """.formatted(i));
            said.append("""
                    alice< … BATCH +%2$d chathistory guest%1$d
                    alice< @batch=%2$d … NOTICE alice :[20… UTC] hello
                    alice< … BATCH -%2$d
                    """.formatted(i, i + 1));
        }
        String open = """
                alice opens as alice
                alice> CAP REQ :draft/chathistory batch
                alice< …
                alice> NICK alice
                alice> USER alice 0 * :Alice
                alice> CAP END
                alice is greeted
                """;
        play(guests + open + said + """
                alice> %s1
                alice< … BATCH +6 …
                alice< @batch=6 … CHATHISTORY TARGETS bob 20…
                alice< … BATCH -6
                alice> QUIT
                alice< …
                alice<
                """.formatted(LIST_BACKWARDS) + open);
    }

    private static String opens(String account) {
        return """
                %1$s opens as %1$s
                %1$s> NICK %1$s
                %1$s> USER %1$s 0 * :Somebody
                %1$s is greeted
                """.formatted(account);
    }

    private static void play(String script) throws Exception {
        play(Journals.open("memory:"), script);
    }

    private void restart(String script) throws Exception {
        play(Journals.open("sqlite:" + folder.resolve("chat.db")), script);
    }

    private static void play(Journal journal, String script) throws Exception {
        try (TestServer server = new TestServer(new TestSettings().lobby(null).build(), journal)) {
            Script.play(server, script);
        }
    }
}
