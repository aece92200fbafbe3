package io.securechat.server;

import org.junit.jupiter.api.Test;

class MessageCommandsTest {
    @Test
    void whatOneSaysInARoomAllOthersThereHear() throws Exception {
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
    void aPrivateMessageReachesItsReceiverOnly() throws Exception {
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
    void echoMessageBringsBackWhatOneSays() throws Exception {
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
    void whatCannotBeSaidGetsItsNumeric() throws Exception {
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
    void aMessageThatWouldNotFitIntoALineForTheOthersIsRefusedAsAWhole() throws Exception {
        String text = "x".repeat(480);
        Script.play("""
                ada connects
                bob connects
                ada> PRIVMSG #lobby :%s
                ada< :test.server 417 ada :Input line was too long
                """.formatted(text));
    }

    @Test
    void whoIsAwaySaysSo() throws Exception {
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
