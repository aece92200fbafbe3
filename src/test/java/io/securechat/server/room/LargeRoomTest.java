package io.securechat.server.room;

import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import org.junit.jupiter.api.Test;

/** Joins and parts in a large room; here that is one with more than two members. */
class LargeRoomTest {
    @Test
    void joinsAndPartsAreNotAnnounced() throws Exception {
        play("""
                cat> PART #lab
                cat< :cat!cat@… PART #lab
                """);
    }

    @Test
    void partOfAnEarlyMemberIsAnnouncedToThoseWhoKnowIt() throws Exception {
        play("""
                bob> PART #lab
                bob< :bob!bob@… PART #lab
                ada< :bob!bob@… PART #lab
                cat< :bob!bob@… PART #lab
                dan< :bob!bob@… PART #lab
                """);
    }

    @Test
    void memberIsAnnouncedWhenItSpeaks() throws Exception {
        play("""
                dan> PRIVMSG #lab :hello
                ada< :dan!dan@… JOIN #lab
                ada< :dan!dan@… PRIVMSG #lab :hello
                bob< :dan!dan@… JOIN #lab
                bob< :dan!dan@… PRIVMSG #lab :hello
                cat< :dan!dan@… JOIN #lab
                cat< :dan!dan@… PRIVMSG #lab :hello
                dan> NICK dana
                dan< :dan!dan@… NICK dana
                ada< :dan!dan@… NICK dana
                bob< :dan!dan@… NICK dana
                cat< :dan!dan@… NICK dana
                bob> PRIVMSG #lab :hi
                ada< :bob!bob@… PRIVMSG #lab :hi
                cat< :bob!bob@… JOIN #lab
                cat< :bob!bob@… PRIVMSG #lab :hi
                dan< :bob!bob@… JOIN #lab
                dan< :bob!bob@… PRIVMSG #lab :hi
                """);
    }

    @Test
    void newMemberSeesItselfAndProminentMembers() throws Exception {
        play("""
                dan> PRIVMSG #lab :hello
                ada< … JOIN #lab
                ada< … PRIVMSG …
                bob< … JOIN #lab
                bob< … PRIVMSG …
                cat< … JOIN #lab
                cat< … PRIVMSG …
                eve connects with standard-replies
                eve> JOIN #lab
                eve< :eve!eve@… JOIN #lab
                eve< :test.server NOTE JOIN LARGE_ROOM #lab :Only members who have spoken are listed; …
                eve< :test.server 353 eve = #lab :@ada dan eve
                eve< … 366 …
                """);
    }

    @Test
    void namesSubscribesToJoinsAndParts() throws Exception {
        play("""
                cat> NAMES #lab
                cat< :test.server 353 cat = #lab :@ada bob cat dan
                cat< … 366 …
                bob> NAMES #lab
                bob< :test.server 353 bob = #lab :@ada bob cat dan
                bob< … 366 …
                dan drops
                bob< :dan!dan@… QUIT :…
                cat< :dan!dan@… QUIT :…
                """);
    }

    @Test
    void shrunkRoomSendsTheNames() throws Exception {
        play("""
                ada> PART #lab
                ada< :ada!ada@… PART #lab
                bob< :ada!ada@… PART #lab
                cat< :ada!ada@… PART #lab
                dan< :ada!ada@… PART #lab
                bob> PART #lab
                bob< :bob!bob@… PART #lab
                cat< :bob!bob@… PART #lab
                dan< :bob!bob@… PART #lab
                dan> PART #lab
                dan< :dan!dan@… PART #lab
                cat< :test.server 353 cat = #lab :cat
                cat< :test.server 366 cat #lab :End of NAMES list
                dan> JOIN #lab
                dan< :dan!dan@… JOIN #lab
                dan< :test.server 353 dan = #lab :cat dan
                dan< … 366 …
                cat< :dan!dan@… JOIN #lab
                """);
    }

    @Test
    void returningOperatorIsAnnouncedOnce() throws Exception {
        play("""
                olga connects as olga
                olga> JOIN #lab
                olga< :olga!olga@… JOIN #lab
                olga< … 353 …
                olga< … 366 …
                ada> MODE #lab +o olga
                ada< :olga!olga@… JOIN #lab
                ada< … MODE #lab +o olga
                bob< :olga!olga@… JOIN #lab
                bob< … MODE #lab +o olga
                cat< :olga!olga@… JOIN #lab
                cat< … MODE #lab +o olga
                dan< :olga!olga@… JOIN #lab
                dan< … MODE #lab +o olga
                olga< … MODE #lab +o olga
                olga> PART #lab
                olga< … PART #lab
                ada< … PART #lab
                bob< … PART #lab
                cat< … PART #lab
                dan< … PART #lab
                olga> JOIN #lab
                olga< :olga!olga@… JOIN #lab
                olga< :test.server MODE #lab +o olga
                olga< … 353 …
                olga< … 366 …
                ada< :olga!olga@… JOIN #lab
                ada< :test.server MODE #lab +o olga
                bob< :olga!olga@… JOIN #lab
                bob< :test.server MODE #lab +o olga
                cat< :olga!olga@… JOIN #lab
                cat< :test.server MODE #lab +o olga
                dan< :olga!olga@… JOIN #lab
                dan< :test.server MODE #lab +o olga
                """);
    }

    /** Ada creates the room, bob joins while it is small, cat and dan when it is large. */
    private static void play(String script) throws Exception {
        try (TestServer server = new TestServer(new TestSettings().largeRoom(2).build(), Journals.open("memory:"))) {
            Script.play(server, """
                    ada connects
                    ada> PART #lobby
                    ada< …
                    bob connects
                    bob> PART #lobby
                    bob< …
                    cat connects
                    cat> PART #lobby
                    cat< …
                    dan connects
                    dan> PART #lobby
                    dan< …
                    ada> JOIN #lab
                    ada< …
                    ada< …
                    ada< …
                    bob> JOIN #lab
                    bob< … JOIN #lab
                    bob< …
                    bob< …
                    ada< :bob!bob@… JOIN #lab
                    cat> JOIN #lab
                    cat< :cat!cat@… JOIN #lab
                    cat< :test.server 353 cat = #lab :@ada cat
                    cat< …
                    dan> JOIN #lab
                    dan< :dan!dan@… JOIN #lab
                    dan< :test.server 353 dan = #lab :@ada dan
                    dan< …
                    """ + script);
        }
    }
}
