package io.securechat.server.command.history;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.session.SessionTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HistoryCommandsTest {
    @Test
    void topicsAreReplayedToClientsWithEventPlayback() throws Exception {
        Script.play("""
                ada connects with batch message-tags draft/chathistory draft/event-playback draft/message-redaction
                bob connects with batch draft/chathistory
                ada> TOPIC #lobby :engines
                ada< @msgid={topic} :ada!ada@… TOPIC #lobby :engines
                bob< :ada!ada@… TOPIC #lobby :engines
                ada> PRIVMSG #lobby :hello
                bob< :ada!ada@… PRIVMSG #lobby :hello
                ada> CHATHISTORY LATEST #lobby * 10
                ada< :test.server BATCH +1 chathistory #lobby
                ada< @batch=1;msgid={topic} :ada!ada@… TOPIC #lobby :engines
                ada< @batch=1;msgid=… :ada!ada@… PRIVMSG #lobby :hello
                ada< :test.server BATCH -1
                bob> CHATHISTORY LATEST #lobby * 10
                bob< :test.server BATCH +1 chathistory #lobby
                bob< @batch=1 :ada!ada@… PRIVMSG #lobby :hello
                bob< :test.server BATCH -1
                ada> REDACT #lobby {topic}
                ada< :test.server FAIL REDACT REDACT_FORBIDDEN #lobby {topic} :…
                """);
    }

    private static final String READER = " with draft/chathistory batch message-tags standard-replies";

    private static final String ABCD = """
            ada connects with message-tags echo-message
            ada> PRIVMSG #lobby :a
            ada< @msgid={a} … :a
            ada> PRIVMSG #lobby :b
            ada< @msgid={b} … :b
            ada> NOTICE #lobby :c
            ada< @msgid={c} … :c
            ada> PRIVMSG #lobby :d
            ada< @msgid={d} … :d
            bob connects""" + READER + "\n";

    @Test
    void latestMessagesOfARoomComeOldestFirst() throws Exception {
        Script.play("""
                ada connects as ada with message-tags echo-message
                ada> PRIVMSG #lobby :one
                ada< …
                ada> @+mood=good PRIVMSG #lobby :two
                ada< @+mood=good;msgid={two} …
                ada> NOTICE #lobby :three
                ada< @msgid={three} …
                ada> QUIT
                ada< ERROR …
                ada<
                bob connects with draft/chathistory batch message-tags server-time account-tag
                bob> CHATHISTORY LATEST #Lobby * 2
                bob< :test.server BATCH +1 chathistory #Lobby
                bob< @batch=1;time=20…Z;account=ada;+mood=good;msgid={two} :ada!ada@….cert PRIVMSG #lobby :two
                bob< @batch=1;time=20…Z;account=ada;msgid={three} :ada!ada@….cert NOTICE #lobby :three
                bob< :test.server BATCH -1
                """);
    }

    @Test
    void eachSubcommandReadsInItsDirection() throws Exception {
        Script.play(ABCD + """
                bob> CHATHISTORY BEFORE #lobby msgid={d} 2
                bob< :test.server BATCH +1 chathistory #lobby
                bob< @batch=1;msgid={b} … :b
                bob< @batch=1;msgid={c} … :c
                bob< :test.server BATCH -1
                bob> CHATHISTORY AFTER #lobby msgid={a} 2
                bob< … BATCH +2 …
                bob< @batch=2;msgid={b} … :b
                bob< @batch=2;msgid={c} … :c
                bob< … BATCH -2
                bob> CHATHISTORY LATEST #lobby msgid={b} 9
                bob< … BATCH +3 …
                bob< … :c
                bob< … :d
                bob< … BATCH -3
                bob> CHATHISTORY AROUND #lobby msgid={c} 3
                bob< … BATCH +4 …
                bob< … :b
                bob< … :c
                bob< … :d
                bob< … BATCH -4
                bob> CHATHISTORY BETWEEN #lobby msgid={a} msgid={d} 1
                bob< … BATCH +5 …
                bob< … :b
                bob< … BATCH -5
                bob> chathistory between #lobby msgid={d} msgid={a} 1
                bob< … BATCH +6 …
                bob< … :c
                bob< … BATCH -6
                bob> CHATHISTORY BEFORE #lobby msgid={a} 5
                bob< … BATCH +7 chathistory #lobby
                bob< … BATCH -7
                bob> CHATHISTORY AROUND #lobby msgid={b} 1
                bob< … BATCH +8 …
                bob< … :b
                bob< … BATCH -8
                """);
    }

    @Test
    void timesAreReferencesToo() throws Exception {
        Script.play("""
                ada connects with server-time echo-message
                ada> PRIVMSG #lobby :a
                ada< @time={at} … :a
                bob connects""" + READER + "\n" + """
                bob> CHATHISTORY AFTER #lobby timestamp={at} 5
                bob< … BATCH +1 …
                bob< … BATCH -1
                bob> CHATHISTORY BEFORE #lobby timestamp={at} 5
                bob< … BATCH +2 …
                bob< … BATCH -2
                bob> CHATHISTORY AROUND #lobby timestamp={at} 5
                bob< … BATCH +3 …
                bob< … :a
                bob< … BATCH -3
                bob> CHATHISTORY BETWEEN #lobby timestamp=2020-01-01T00:00:00.000Z timestamp=9999-12-31T00:00:00.000Z 5
                bob< … BATCH +4 …
                bob< … :a
                bob< … BATCH -4
                bob> CHATHISTORY LATEST #lobby timestamp=2020-01-01T00:00:00Z 5
                bob< … BATCH +5 …
                bob< … :a
                bob< … BATCH -5
                """);
    }

    @Test
    void labelIsOnTheBatchAndMessagesComeAloneWithoutBatches() throws Exception {
        Script.play(ABCD + """
                eve connects with draft/chathistory batch labeled-response
                eve> @label=x CHATHISTORY LATEST #lobby * 1
                eve< @label=x :test.server BATCH +1 chathistory #lobby
                eve< @batch=1 :ada!ada@… PRIVMSG #lobby :d
                eve< :test.server BATCH -1
                eve> @label=y CHATHISTORY BEFORE #lobby msgid={a} 1
                eve< @label=y :test.server BATCH +2 chathistory #lobby
                eve< :test.server BATCH -2
                old connects
                old> CHATHISTORY LATEST #lobby * 1
                old< :ada!ada@… PRIVMSG #lobby :d
                """);
    }

    @Test
    void limitIsCappedByTheServer() throws Exception {
        Journal journal = Journals.open("memory:");
        try (TestServer server = new TestServer(TestServer.settings("#lobby", 1 << 20, 60, 100), journal);
                TestClient client = server.connect()) {
            for (int i = 0; i <= HistoryQuery.MAX_MESSAGES; i++) {
                journal.append(SessionTest.draft("#lobby", "message " + i), SessionTest.IGNORING);
            }
            client.register("ada");
            client.send("CHATHISTORY LATEST #lobby * 100000\r\nPING end");
            for (int i = 1; i <= HistoryQuery.MAX_MESSAGES; i++) {
                SessionTest.expect(client, "PRIVMSG #lobby :message " + i);
            }
            SessionTest.expect(client, "PONG test.server :end");
        }
    }

    @Test
    void answerMayExceedTheSendQueue() throws Exception {
        Journal journal = Journals.open("memory:");
        String text = ("x".repeat(99) + "\n").repeat(300) + "end";
        try (TestServer server = new TestServer(TestServer.settings("#lobby", 1 << 17, 60, 100), journal);
                TestClient client = server.connect()) {
            for (int i = 0; i < 300; i++) {
                journal.append(SessionTest.draft("#lobby", text), SessionTest.IGNORING);
            }
            client.send("CAP REQ :batch labeled-response draft/multiline");
            client.send("NICK ada\r\nUSER ada 0 * :Ada\r\nCAP END");
            SessionTest.skipTo(client, " 366 ");
            client.send("@label=x CHATHISTORY LATEST #lobby * 500");
            SessionTest.expect(client, "BATCH +2 labeled-response");
            SessionTest.expect(client, "BATCH +1 chathistory #lobby");
            for (int i = 0; i < 300; i++) {
                SessionTest.skipTo(client, " BATCH +");
                SessionTest.skipTo(client, "PRIVMSG #lobby :end");
                SessionTest.skipTo(client, "BATCH -");
            }
            SessionTest.expect(client, "BATCH -1");
            SessionTest.expect(client, "BATCH -2");
        }
    }

    @Test
    void errorsHaveTheCodesOfTheSpecification() throws Exception {
        Script.play("""
                bob connects""" + READER + "\n" + """
                bob> CHATHISTORY
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS * :There is no such subcommand
                bob> CHATHISTORY FROB #lobby * 1
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS FROB :There is no such subcommand
                bob> CHATHISTORY LATEST #lobby *
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS LATEST :Wrong number of parameters
                bob> CHATHISTORY BETWEEN #lobby msgid=1 2
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS BETWEEN :…
                bob> CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z 2
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS TARGETS :…
                bob> CHATHISTORY LATEST #lobby * 0
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS LATEST 0 :The limit must be a number above 0
                bob> CHATHISTORY LATEST #lobby * -1
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS LATEST -1 :…
                bob> CHATHISTORY BEFORE #lobby * 1
                bob< :test.server FAIL CHATHISTORY INVALID_MSGREFTYPE BEFORE #lobby * :The reference types are msgid and timestamp
                bob> CHATHISTORY BEFORE #lobby id=5 1
                bob< :test.server FAIL CHATHISTORY INVALID_MSGREFTYPE BEFORE #lobby id :…
                bob> CHATHISTORY BEFORE #lobby msgid=not-one 1
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS BEFORE msgid=not-one :Malformed message reference or time
                bob> CHATHISTORY BEFORE #lobby timestamp=yesterday 1
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS BEFORE timestamp=yesterday :…
                bob> CHATHISTORY BEFORE #lobby timestamp=2020-13-01T00:00:00.000Z 1
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS BEFORE timestamp=2020-13-01T00:00:00.000Z :…
                bob> CHATHISTORY TARGETS msgid=1 msgid=2 1
                bob< :test.server FAIL CHATHISTORY INVALID_PARAMS TARGETS msgid=1 :…
                bob> CHATHISTORY LATEST #elsewhere * 1
                bob< :test.server FAIL CHATHISTORY INVALID_TARGET LATEST #elsewhere :Messages could not be retrieved
                bob> CHATHISTORY LATEST nobody * 1
                bob< :test.server FAIL CHATHISTORY INVALID_TARGET LATEST nobody :…
                """);
    }

    @Test
    void roomHistoryIsForMembers() throws Exception {
        Script.play("""
                ada connects
                ada> JOIN #lab
                ada< …
                ada< …
                ada< …
                ada> PRIVMSG #lab :secret
                bob connects""" + READER + "\n" + """
                bob> CHATHISTORY LATEST #lab * 5
                bob< … FAIL CHATHISTORY INVALID_TARGET LATEST #lab :…
                bob> CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 5
                bob< … BATCH +1 draft/chathistory-targets
                bob< … BATCH -1
                """);
    }

    @Test
    void privateHistoryIsForItsTwoUsers() throws Exception {
        Script.play("""
                ada connects as ada
                eve connects""" + READER + "\n" + """
                bob connects""" + READER + "\n" + """
                bob> PRIVMSG ada :just for you
                ada< …
                ada> PRIVMSG bob :and for you
                bob< …
                bob> CHATHISTORY LATEST ada * 5
                bob< … BATCH +1 chathistory ada
                bob< … :bob!bob@… PRIVMSG ada :just for you
                bob< … :ada!ada@… PRIVMSG bob :and for you
                bob< … BATCH -1
                ada> CHATHISTORY LATEST BOB * 5
                ada< :bob!bob@… PRIVMSG ada :just for you
                ada< :ada!ada@… PRIVMSG bob :and for you
                eve> CHATHISTORY LATEST ada * 5
                eve< … BATCH +1 chathistory ada
                eve< … BATCH -1
                eve> CHATHISTORY LATEST bob * 5
                eve< … BATCH +2 chathistory bob
                eve< … BATCH -2
                eve> CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 5
                eve< … BATCH +3 draft/chathistory-targets
                eve< … BATCH -3
                bob> QUIT
                bob< …
                bob<
                ada< … QUIT …
                eve< … QUIT …
                eve> NICK bob
                eve< … NICK bob
                ada< … NICK bob
                eve> CHATHISTORY LATEST ada * 5
                eve< … BATCH +4 chathistory ada
                eve< … BATCH -4
                ada> CHATHISTORY LATEST bob * 5
                """);
    }

    @Test
    void conversationContinuesUnderAnotherNick() throws Exception {
        Script.play("""
                ada connects
                bob connects""" + READER + "\n" + """
                ada> PRIVMSG bob :as ada
                bob< …
                ada> NICK lovelace
                ada< …
                bob< …
                ada> PRIVMSG bob :as lovelace
                bob< …
                bob> CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 5
                bob< … BATCH +1 …
                bob< @batch=1 :test.server CHATHISTORY TARGETS lovelace 20…
                bob< … BATCH -1
                bob> CHATHISTORY LATEST lovelace * 5
                bob< … BATCH +2 chathistory lovelace
                bob< … :ada!ada@… PRIVMSG bob :as ada
                bob< … :lovelace!ada@… PRIVMSG bob :as lovelace
                bob< … BATCH -2
                """);
    }

    @Test
    void conversationsOfAnAccountPersist() throws Exception {
        Script.play("""
                bob connects as bob
                bob> PRIVMSG bob :a note to myself
                bob< …
                ada connects as Ada""" + READER + "\n" + """
                ada> PRIVMSG bob :hello
                bob< …
                bob> PRIVMSG ada :hello yourself
                ada< …
                bob> QUIT
                bob< …
                bob<
                ada< … QUIT …
                ada> CHATHISTORY LATEST bob * 5
                ada< … BATCH +1 chathistory bob
                ada< … :Ada!ada@… PRIVMSG bob :hello
                ada< … :bob!bob@… PRIVMSG Ada :hello yourself
                ada< … BATCH -1
                ada> QUIT
                ada< …
                ada<
                bob connects as bob""" + READER + "\n" + """
                bob> CHATHISTORY TARGETS timestamp=2100-01-01T00:00:00.000Z timestamp=2020-01-01T00:00:00.000Z 5
                bob< :test.server BATCH +1 draft/chathistory-targets
                bob< @batch=1 :test.server CHATHISTORY TARGETS bob 20…Z
                bob< @batch=1 :test.server CHATHISTORY TARGETS Ada 20…Z
                bob< :test.server BATCH -1
                bob> CHATHISTORY LATEST ada * 1
                bob< … BATCH +2 chathistory ada
                bob< … :hello yourself
                bob< … BATCH -2
                bob> CHATHISTORY LATEST bob * 1
                bob< … BATCH +3 chathistory bob
                bob< … :a note to myself
                bob< … BATCH -3
                """);
    }

    @Test
    void targetsListRoomsAndUsersWithTheirLatestTime() throws Exception {
        Script.play("""
                ada connects with server-time echo-message
                bob connects""" + READER + "\n" + """
                ada> PRIVMSG bob :psst
                ada< @time={psst} …
                bob< …
                ada> PRIVMSG #lobby :hello
                ada< @time={hello} …
                bob< …
                bob> CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 5
                bob< … BATCH +1 draft/chathistory-targets
                bob< @batch=1 :test.server CHATHISTORY TARGETS ada {psst}
                bob< @batch=1 :test.server CHATHISTORY TARGETS #lobby {hello}
                bob< … BATCH -1
                bob> CHATHISTORY TARGETS timestamp={hello} timestamp=2100-01-01T00:00:00.000Z 5
                bob< … BATCH +2 …
                bob< … BATCH -2
                """);
    }

    @Test
    void unreadableJournalIsReported() throws Exception {
        Journal broken = new Forwarding(Journals.open("memory:")) {
            @Override
            public CompletableFuture<List<Entry>> read(Place place, Range range) {
                return CompletableFuture.failedFuture(new Problem("the file is gone", "look for it"));
            }
        };
        try (TestServer server = new TestServer(TestServer.settings("#lobby", 1 << 20, 60, 100), broken)) {
            Script.play(server, """
                    bob connects""" + READER + "\n" + """
                    bob> CHATHISTORY LATEST #lobby * 1
                    bob< :test.server FAIL CHATHISTORY MESSAGE_ERROR LATEST #lobby :Messages could not be retrieved
                    """);
        }
    }
}
