package io.securechat.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State of rooms that outlives their members and the server. */
class RoomMemoryTest {
    private static final String HISTORY = "CHATHISTORY LATEST #lab * 10";

    @TempDir
    Path folder;

    /** A server of its own, with what the one before has left. */
    private void play(String script) throws Exception {
        play("#lobby", script);
    }

    private void play(String lobby, String script) throws Exception {
        try (TestServer server = server(lobby)) {
            Script.playAndLeave(server, script);
        }
    }

    /** Stops the server while the clients are connected. */
    private void playAndStop(String script) throws Exception {
        Script.playAndStop(server("#lobby"), script);
    }

    private TestServer server(String lobby) {
        return new TestServer(
                TestServer.settings(lobby, 1 << 20, 60, 2000), Journals.open("sqlite:" + folder.resolve("chat.db")));
    }

    @Test
    void whatARoomTellsAboutItselfStays() throws Exception {
        play("""
                ada connects as ada
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> METADATA #lab SET url :https://lab.example/a b
                ada< … 761 ada #lab url * :https://lab.example/a b
                """);
        play("""
                bob connects
                bob> METADATA #lab GET url
                bob< :test.server 761 bob #lab url * :https://lab.example/a b
                ada connects as ada
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 ada = #lab :@ada
                ada< … 366 …
                ada> METADATA #lab CLEAR
                ada< … 766 ada #lab url …
                """);
        play("""
                bob connects
                bob> METADATA #lab GET url
                bob< :test.server FAIL METADATA INVALID_TARGET #lab :…
                """);
    }

    @Test
    void membersFindTheirRoomAsItWasAfterARestart() throws Exception {
        playAndStop("""
                ada connects as ada
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                bob connects as bob
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lab
                ada> MODE #lab +i
                ada< … MODE …
                bob< … MODE …
                ada> MODE #lab -i
                ada< … MODE …
                bob< … MODE …
                ada> PRIVMSG #lab :between us
                bob< … PRIVMSG #lab :between us
                """);
        play("""
                bob connects as bob with draft/chathistory batch
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 bob = #lab :bob
                bob< … 366 …
                bob> CHATHISTORY LATEST #lab * 10
                bob< … BATCH +… chathistory #lab
                bob< @batch=… … PRIVMSG #lab :between us
                bob< … BATCH -…
                ada connects as ada
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … MODE #lab +o ada
                ada< … 353 ada = #lab :bob @ada
                ada< … 366 …
                bob< … JOIN #lab
                bob< … MODE #lab +o ada
                """);
    }

    @Test
    void aRoomThatAnAccountOperatesStaysAsItIsSet() throws Exception {
        play("""
                ada connects as ada
                ada> JOIN #Lab
                ada< … JOIN #Lab
                ada< … 353 …
                ada< … 366 …
                ada> TOPIC #lab :Analytical engines
                ada< … TOPIC …
                ada> MODE #lab +iklsbeIb-n secret 5 eve a:Bob carl m:x!*@*
                ada< … MODE …
                ada> MODE #lab
                ada< :test.server 324 ada #Lab +istkl secret 5
                ada< :test.server 329 ada #Lab {created}
                ada> MODE #lab b
                ada< :test.server 367 ada #Lab eve!*@* ada!ada@… 1…
                ada< :test.server 367 ada #Lab m:x!*@* ada!ada@… 1…
                ada< :test.server 368 …
                ada> PRIVMSG #lab :between us
                """);
        play("""
                bob connects as bob
                bob> JOIN #lab
                bob< :test.server 473 bob #Lab :Cannot join channel (+i)
                bob> NAMES #lab
                bob< :test.server 366 bob #lab :End of NAMES list
                ada connects as ada with draft/chathistory batch
                ada> JOIN #LAB
                ada< … JOIN #Lab
                ada< :test.server 332 ada #Lab :Analytical engines
                ada< :test.server 333 ada #Lab ada!ada@… 1…
                ada< … 353 ada @ #Lab :@ada
                ada< … 366 …
                ada> MODE #lab
                ada< :test.server 324 ada #Lab +istkl secret 5
                ada< :test.server 329 ada #Lab 1…
                ada> MODE #lab b
                ada< :test.server 367 ada #Lab eve!*@* ada!ada@… 1…
                ada< :test.server 367 ada #Lab m:x!*@* ada!ada@… 1…
                ada< :test.server 368 …
                ada> MODE #lab eI
                ada< :test.server 348 ada #Lab a:Bob ada!ada@… 1…
                ada< :test.server 349 …
                ada< :test.server 346 ada #Lab carl!*@* ada!ada@… 1…
                ada< :test.server 347 …
                ada> %s
                ada< :test.server BATCH +1 chathistory #lab
                ada< @batch=1 … PRIVMSG #Lab :between us
                ada< :test.server BATCH -1
                """.formatted(HISTORY));
    }

    @Test
    void whoOperatesByAccountDoesSoAgainUntilThatIsTaken() throws Exception {
        play("""
                ada connects as ada
                bob connects as bob
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> TOPIC #lab :engines
                ada< … TOPIC …
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 332 …
                bob< … 333 …
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lab
                ada> MODE #lab +o bob
                ada< … MODE #lab +o bob
                bob< … MODE #lab +o bob
                bob> PART #lab
                bob< … PART #lab
                ada< … PART #lab
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< :test.server MODE #lab +o bob
                bob< … 332 …
                bob< … 333 …
                bob< … 353 bob = #lab :@ada @bob
                bob< … 366 …
                ada< :bob!… JOIN #lab
                ada< :test.server MODE #lab +o bob
                bob> PART #lab
                bob< … PART #lab
                ada< … PART #lab
                ada> MODE #lab -o BOB
                ada< :ada!… MODE #lab -o BOB
                ada> MODE #lab -o bob
                ada< :test.server 441 ada bob #lab :They aren't on that channel
                ada> MODE #lab -o ada
                ada< :ada!… MODE #lab -o ada
                ada> PART #lab
                ada< … PART #lab
                ada> LIST #lab
                ada< … 321 …
                ada< … 323 …
                """);
        play("""
                eve connects
                eve> JOIN #lab
                eve< … JOIN #lab
                eve< … 353 eve = #lab :@eve
                eve< … 366 …
                """);
    }

    @Test
    void whatGuestsSayBehindALockIsClosedWithTheirRoom() throws Exception {
        String lock = """
                eve connects with draft/chathistory batch
                eve> JOIN #Lab
                eve< … JOIN #Lab
                eve< … 353 eve = #Lab :@eve
                eve< … 366 …
                eve> %s
                eve< :test.server BATCH +1 chathistory #lab
                eve< :test.server BATCH -1
                eve> MODE #lab +k secret
                eve< … MODE #Lab +k secret
                eve> MODE #lab -k secret
                eve< … MODE #Lab -k *
                eve> PRIVMSG #lab :between us
                """.formatted(HISTORY);
        play(lock + """
                eve> PART #lab
                eve< … PART #Lab
                bob connects with draft/chathistory batch
                """ + lock.substring(lock.indexOf('\n') + 1).replace("eve", "bob"));
        play(lock);
        play(lock);
    }

    @Test
    void aNewNameIsRememberedWithTheHistoryAndTheOldOneIsFree() throws Exception {
        play("""
                ada connects as ada with draft/channel-rename
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> MODE #lab +s
                ada< … MODE #lab +s
                ada> PRIVMSG #lab :hello
                ada> RENAME #lab #Works
                ada< … RENAME #lab #Works :
                """);
        play("""
                ada connects as ada with draft/chathistory batch
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 ada = #lab :@ada
                ada< … 366 …
                ada> %s
                ada< :test.server BATCH +1 chathistory #lab
                ada< :test.server BATCH -1
                ada> JOIN #works
                ada< … JOIN #Works
                ada< … 353 ada @ #Works :@ada
                ada< … 366 …
                ada> CHATHISTORY LATEST #works * 10
                ada< :test.server BATCH +2 chathistory #works
                ada< @batch=2 … PRIVMSG #Works :hello
                ada< :test.server BATCH -2
                """.formatted(HISTORY));
    }

    @Test
    void theLockIsSafeAsSoonAsItIsSet() throws Exception {
        Journal journal = Journals.open("memory:");
        try (TestServer server = new TestServer(TestServer.settings("#lobby", 1 << 20, 60, 2000), journal)) {
            Script.play(server, """
                    eve connects
                    eve> JOIN #lab
                    eve< … JOIN #lab
                    eve< … 353 …
                    eve< … 366 …
                    eve> MODE #lab +i
                    eve< … MODE #lab +i
                    """);
            assertThat(journal.rooms()).containsEntry("#lab", "NEXT #lab,1");
        }
    }

    @Test
    void anOpenRoomOfGuestsLeavesItsHistoryToTheNext() throws Exception {
        play("""
                eve connects
                eve> JOIN #lab
                eve< … JOIN #lab
                eve< … 353 …
                eve< … 366 …
                eve> TOPIC #lab :tea
                eve< … TOPIC …
                eve> PRIVMSG #lab :hello
                """);
        play("""
                bob connects with draft/chathistory batch
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 bob = #lab :@bob
                bob< … 366 …
                bob> %s
                bob< :test.server BATCH +1 chathistory #lab
                bob< @batch=1 … PRIVMSG #lab :hello
                bob< :test.server BATCH -1
                """.formatted(HISTORY));
    }

    @Test
    void theLobbyStaysAsItIsSet() throws Exception {
        play("""
                olga connects as olga
                olga> MODE #lobby +mtk secret
                olga< … MODE #lobby +mtk secret
                """);
        play("""
                olga connects as olga
                bob connects
                bob> NAMES #lobby
                bob< :test.server 366 bob #lobby :End of NAMES list
                bob> JOIN #lobby
                bob< :test.server 475 bob #lobby :Cannot join channel (+k)
                """);
        play("#hall", """
                bob connects with draft/chathistory batch
                bob> JOIN #lobby
                bob< … JOIN #lobby
                bob< … 353 bob = #lobby :@bob
                bob< … 366 …
                """);
    }

    @Test
    void itsOperatorsStillTakeBackOnlyWhatWasSaidSinceItBegan() throws Exception {
        play("""
                bob connects
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                bob> PRIVMSG #lab :before
                bob> PART #lab
                bob< …
                ada connects as ada
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> TOPIC #lab :engines
                ada< … TOPIC #lab :engines
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 332 …
                bob< … 333 …
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lab
                bob> PRIVMSG #lab :since
                ada< … :since
                """);
        play("""
                ada connects as ada with message-tags batch draft/chathistory draft/message-redaction standard-replies
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 332 …
                ada< … 333 …
                ada< … 353 …
                ada< … 366 …
                ada> CHATHISTORY LATEST #lab * 5
                ada< … BATCH +{b} chathistory #lab
                ada< @…msgid={before} … :before
                ada< @…msgid={since} … :since
                ada< … BATCH -{b}
                ada> REDACT #lab {before}
                ada< … FAIL REDACT REDACT_FORBIDDEN #lab {before} :…
                ada> REDACT #lab {since}
                ada< … REDACT #lab {since}
                """);
    }

    @Test
    void aTopicThatWasTakenBackLeavesTheFiles() throws Exception {
        play("""
                ada connects as ada with message-tags batch draft/chathistory draft/event-playback draft/message-redaction
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> TOPIC #lab :hunter2-is-secret
                ada< @msgid={id} … TOPIC #lab :hunter2-is-secret
                ada> TOPIC #lab :harmless
                ada< … TOPIC #lab :harmless
                ada> REDACT #lab {id}
                ada< … REDACT #lab {id}
                """);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .noneMatch(file -> bytes(file).contains("hunter2-is-secret"))
                    .anyMatch(file -> bytes(file).contains("harmless"));
        }
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
