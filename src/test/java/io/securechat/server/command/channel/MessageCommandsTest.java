package io.securechat.server.command.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Utf8;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import org.junit.jupiter.api.Test;

class MessageCommandsTest {
    @Test
    void messageReachesAllOtherMembers() throws Exception {
        Script.play("""
                ada connects
                bob connects
                eve connects
                eve> PART #lobby
                eve< :eve!eve@… PART #lobby
                ada< :eve!eve@… PART #lobby
                bob< :eve!eve@… PART #lobby
                ada> PRIVMSG #Lobby :hello, world
                bob< :ada!ada@… PRIVMSG #lobby :hello, world
                bob> NOTICE #lobby beep
                ada< :bob!bob@… NOTICE #lobby :beep
                """);
    }

    @Test
    void privateMessageReachesItsReceiverOnly() throws Exception {
        Script.play("""
                ada connects
                bob connects
                eve connects
                ada> PRIVMSG Bob :just for you
                bob< :ada!ada@… PRIVMSG bob :just for you
                ada> PRIVMSG bob,eve :for both
                bob< :ada!ada@… PRIVMSG bob :for both
                eve< :ada!ada@… PRIVMSG eve :for both
                ada> PRIVMSG ada :a note to myself
                ada< :ada!ada@… PRIVMSG ada :a note to myself
                """);
    }

    @Test
    void echoMessageReturnsOwnMessages() throws Exception {
        Script.play("""
                ada connects with echo-message
                bob connects
                ada> PRIVMSG #lobby :hello
                ada< :ada!ada@… PRIVMSG #lobby :hello
                bob< :ada!ada@… PRIVMSG #lobby :hello
                ada> PRIVMSG bob :psst
                ada< :ada!ada@… PRIVMSG bob :psst
                bob< :ada!ada@… PRIVMSG bob :psst
                """);
    }

    @Test
    void eachCapabilityUnlocksItsTags() throws Exception {
        Script.play("""
                ada connects with message-tags
                bob connects with server-time
                eve connects with message-tags server-time
                ada> @+mood=very\\sgood;secret=x PRIVMSG #lobby :hello
                bob< @time=20… :ada!ada@… PRIVMSG #lobby :hello
                eve< @time=20…;+mood=very\\sgood;msgid=… :ada!ada@… PRIVMSG #lobby :hello
                ada> @+typing=active TAGMSG #lobby
                eve< @time=20…;+typing=active :ada!ada@… TAGMSG #lobby
                """);
    }

    @Test
    void refusedMessageIsAnsweredByItsNumeric() throws Exception {
        Script.play("""
                ada connects
                ada> PRIVMSG
                ada< :test.server 411 ada :No recipient given (PRIVMSG)
                ada> PRIVMSG #lobby
                ada< :test.server 412 ada :No text to send
                ada> PRIVMSG #lobby :
                ada< :test.server 412 ada :No text to send
                ada> PRIVMSG nobody :hello
                ada< :test.server 401 ada nobody :No such nick or channel
                ada> PRIVMSG #nowhere :hello
                ada< :test.server 403 ada #nowhere :No such channel
                ada> PRIVMSG nobody,NOBODY,Nobody,#nowhere,#NOWHERE,nobody :hello
                ada< :test.server 401 ada nobody :No such nick or channel
                ada< :test.server 403 ada #nowhere :No such channel
                ada> PRIVMSG a,b,c,d,e :hello
                ada< :test.server 407 ada a,b,c,d,e :Too many targets
                ada> NOTICE nobody :a notice is never answered
                ada> PART #lobby
                ada< :ada!ada@… PART #lobby
                ada> PRIVMSG #lobby :anybody?
                ada< :test.server 404 ada #lobby :Cannot send to channel
                """);
    }

    @Test
    void longTextIsCutBetweenCharacters() throws Exception {
        String text = "é".repeat(244);
        try (TestServer server = new TestServer();
                TestClient ada = server.connect()) {
            ada.register("ada");
            ada.send("CAP REQ echo-message");
            ada.receiveLine();
            ada.send("PRIVMSG #lobby " + text);
            String heard = ada.receiveLine();
            assertThat(Utf8.length(heard)).isBetween(509, 510);
            assertThat(heard).endsWith("éé");
        }
    }

    @Test
    void statusMessageIsForMembersWithTheStatus() throws Exception {
        Script.play("""
                olga connects with message-tags echo-message batch
                ada connects with batch echo-message
                olga> JOIN #lab
                olga< … JOIN #lab
                olga< … 353 …
                olga< … 366 …
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                olga< … JOIN #lab
                ada> PRIVMSG @#LAB :who is this?
                ada< :ada!ada@… PRIVMSG @#lab :who is this?
                olga< @msgid={id} :ada!ada@… PRIVMSG @#lab :who is this?
                olga> CHATHISTORY LATEST @#lab * 5
                olga< … BATCH +1 chathistory @#lab
                olga< @batch=1;msgid={id} :ada!ada@… PRIVMSG @#lab :who is this?
                olga< … BATCH -1
                ada> CHATHISTORY LATEST @#lab * 5
                ada< … FAIL CHATHISTORY INVALID_TARGET LATEST @#lab :…
                ada> CHATHISTORY LATEST #lab * 5
                ada< … BATCH +1 chathistory #lab
                ada< … BATCH -1
                olga> CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2120-01-01T00:00:00.000Z 5
                olga< … BATCH +2 draft/chathistory-targets
                olga< … CHATHISTORY TARGETS @#lab …
                olga< … BATCH -2
                ada> PRIVMSG @#nowhere :hello
                ada< … 403 ada @#nowhere …
                ada> PRIVMSG @olga :hello
                ada< … 401 ada @olga …
                """);
    }

    @Test
    void reactionIsStoredAndTypingIsNot() throws Exception {
        Script.play("""
                ada connects with message-tags echo-message batch draft/event-playback draft/message-redaction
                bob connects with message-tags batch
                ada> @+draft/react=x TAGMSG #lobby
                ada< @+draft/react=x;msgid={id} :ada!ada@… TAGMSG #lobby
                bob< @+draft/react=x;msgid={id} :ada!ada@… TAGMSG #lobby
                ada> @+typing=active TAGMSG #lobby
                ada< @+typing=active :ada!ada@… TAGMSG #lobby
                bob< @+typing=active :ada!ada@… TAGMSG #lobby
                ada> CHATHISTORY LATEST #lobby * 5
                ada< … BATCH +1 chathistory #lobby
                ada< @batch=1;+draft/react=x;msgid={id} :ada!ada@… TAGMSG #lobby
                ada< … BATCH -1
                bob> CHATHISTORY LATEST #lobby * 5
                bob< … BATCH +1 chathistory #lobby
                bob< … BATCH -1
                ada> REDACT #lobby {id}
                ada< … REDACT #lobby {id}
                ada> @+draft/react=x TAGMSG nobody
                ada< … 401 ada nobody …
                ada> @+draft/react=x TAGMSG #nowhere
                ada< … 403 ada #nowhere …
                ada> @react=x TAGMSG #lobby
                """);
    }

    @Test
    void messageToOneselfArrivesWithItsEcho() throws Exception {
        Script.play("""
                ada connects with echo-message labeled-response batch
                ada> PRIVMSG ada :a note
                ada< :ada!ada@… PRIVMSG ada :a note
                ada< :ada!ada@… PRIVMSG ada :a note
                ada> @label=x PRIVMSG ada :a note
                ada< :ada!ada@… PRIVMSG ada :a note
                ada< @label=x :ada!ada@… PRIVMSG ada :a note
                ada> @label=%s PRIVMSG #lobby :a long label is none
                ada< :ada!ada@… PRIVMSG #lobby :a long label is none
                """.formatted("x".repeat(65)));
    }

    @Test
    void awayMessageAnswersAPrivateMessage() throws Exception {
        Script.play("""
                ada connects
                bob connects
                bob> AWAY :gone fishing
                bob< :test.server 306 bob :You have been marked as being away
                ada> PRIVMSG bob :there?
                ada< :test.server 301 ada bob :gone fishing
                bob< :ada!ada@… PRIVMSG bob :there?
                bob> AWAY
                bob< :test.server 305 bob :You are no longer marked as being away
                """);
    }
}
