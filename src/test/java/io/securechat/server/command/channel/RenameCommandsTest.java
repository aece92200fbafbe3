package io.securechat.server.command.channel;

import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import org.junit.jupiter.api.Test;

class RenameCommandsTest {
    /** ada, the operator of #lab, has the capability; bob, a member with two devices, does not. */
    private static final String LAB = """
            ada connects as ada with draft/channel-rename labeled-response batch account-tag
            laptop connects as bob
            phone connects as bob with draft/no-implicit-names extended-join account-tag
            ada> JOIN #lab
            ada< … JOIN #lab
            ada< … 353 …
            ada< … 366 …
            laptop> JOIN #lab
            laptop< … JOIN #lab
            laptop< … 353 …
            laptop< … 366 …
            phone< … JOIN #lab …
            ada< … JOIN #lab
            """;

    @Test
    void clientWithoutTheCapabilityGetsPartAndJoin() throws Exception {
        Script.play(LAB + """
                ada> TOPIC #lab :engines
                ada< … TOPIC …
                laptop< … TOPIC …
                phone< … TOPIC …
                ada> @label=1 RENAME #LAB #Works :more room
                ada< @label=1;account=ada :ada!ada@… RENAME #lab #Works :more room
                laptop< :bob!laptop@… PART #lab :more room
                laptop< :bob!laptop@… JOIN #Works
                laptop< :test.server 332 bob #Works :engines
                laptop< :test.server 333 bob #Works ada!ada@… 1…
                laptop< :test.server 353 bob = #Works :@ada bob
                laptop< :test.server 366 bob #Works :End of NAMES list
                phone< @account=bob :bob!laptop@… PART #lab :more room
                phone< @account=bob :bob!laptop@… JOIN #Works bob :laptop
                phone< :test.server 332 bob #Works :engines
                phone< :test.server 333 bob #Works ada!ada@… 1…
                ada> PRIVMSG #works :hello
                laptop< … PRIVMSG #Works :hello
                phone< … PRIVMSG #Works :hello
                ada> PRIVMSG #lab :anybody?
                ada< :test.server 403 ada #lab :No such channel
                """);
    }

    @Test
    void changeOfCaseCausesNoPart() throws Exception {
        Script.play(LAB + """
                ada> RENAME #lab #LAB
                ada< @account=ada :ada!ada@… RENAME #lab #LAB :
                laptop> TOPIC #lab
                laptop< :test.server 331 bob #LAB :No topic is set
                """);
    }

    @Test
    void refusalsCarryTheReason() throws Exception {
        Script.play(LAB + """
                olga connects as olga with standard-replies
                laptop> RENAME #lab #works
                laptop< :test.server 482 bob #lab :You're not a channel operator
                laptop> RENAME #nowhere #works
                laptop< :test.server 403 bob #nowhere :No such channel
                laptop> RENAME #lab
                laptop< :test.server 461 bob RENAME :Not enough parameters
                olga> RENAME #lab #LOBBY
                olga< :test.server FAIL RENAME CHANNEL_NAME_IN_USE #lab #LOBBY :There is a channel of that name
                olga> RENAME #lab lab
                olga< :test.server FAIL RENAME CANNOT_RENAME #lab lab :Not a valid channel name
                olga> RENAME #lab #lab
                olga< :test.server FAIL RENAME CANNOT_RENAME #lab #lab :This channel keeps its name
                olga> RENAME #lobby #hall
                olga< :test.server FAIL RENAME CANNOT_RENAME #lobby #hall :This channel keeps its name
                ada> RENAME #lab #lobby
                ada< :test.server FAIL RENAME CHANNEL_NAME_IN_USE #lab #lobby :There is a channel of that name
                """);
    }

    @Test
    void renamesAreRateLimited() throws Exception {
        Script.play("""
                ada connects with draft/channel-rename standard-replies
                ada> JOIN #one
                ada< … JOIN #one
                ada< … 353 …
                ada< … 366 …
                ada> RENAME #one #two
                ada< … RENAME #one #two :
                ada> RENAME #two #three
                ada< … RENAME #two #three :
                ada> RENAME #three #one
                ada< … RENAME #three #one :
                ada> RENAME #one #two
                ada< :test.server FAIL RENAME CANNOT_RENAME #one #two :A channel can be renamed 3 times a minute: …
                """);
    }

    @Test
    void largeRoomListsProminentMembers() throws Exception {
        try (TestServer server =
                new TestServer(new TestSettings().lobby(null).largeRoom(2).build(), Journals.open("memory:"))) {
            Script.play(server, """
                    ada connects with draft/channel-rename draft/no-implicit-names
                    bob connects with draft/no-implicit-names
                    cat connects
                    ada> JOIN #lab
                    ada< … JOIN #lab
                    bob> JOIN #lab
                    bob< … JOIN #lab
                    ada< … JOIN #lab
                    cat> JOIN #lab
                    cat< … JOIN #lab
                    cat< … 353 cat = #lab :@ada cat
                    cat< … 366 …
                    ada> RENAME #lab #den
                    ada< … RENAME #lab #den :
                    bob< … PART #lab
                    bob< … JOIN #den
                    cat< … PART #lab
                    cat< … JOIN #den
                    cat< … 353 cat = #den :cat
                    cat< … 353 cat = #den :@ada
                    cat< … 366 cat #den :End of NAMES list
                    """);
        }
    }

    @Test
    void historyMovesWithTheChannel() throws Exception {
        Script.play("""
                eve connects with draft/channel-rename draft/chathistory batch
                eve> JOIN #lab
                eve< … JOIN #lab
                eve< … 353 …
                eve< … 366 …
                eve> PRIVMSG #lab :old
                eve> RENAME #lab #works
                eve< … RENAME #lab #works :
                eve> JOIN #lab
                eve< … JOIN #lab
                eve< … 353 eve = #lab :@eve
                eve< … 366 …
                eve> CHATHISTORY LATEST #lab * 9
                eve< :test.server BATCH +1 chathistory #lab
                eve< :test.server BATCH -1
                eve> CHATHISTORY LATEST #works * 9
                eve< :test.server BATCH +2 chathistory #works
                eve< @batch=2 … PRIVMSG #works :old
                eve< :test.server BATCH -2
                """);
    }
}
