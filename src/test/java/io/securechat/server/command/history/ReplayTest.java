package io.securechat.server.command.history;

import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import org.junit.jupiter.api.Test;

/** The last messages of a room are sent to clients that join it and cannot request them. */
class ReplayTest {
    @Test
    void messagesFollowTheNames() throws Exception {
        Journal journal = Journals.open("memory:");
        try (TestServer server = new TestServer(new TestSettings().replay(2).build(), journal)) {
            Script.play(server, """
                    ada connects
                    ada> JOIN #lab
                    ada< …
                    ada< …
                    ada< …
                    ada> PRIVMSG #lab :one
                    ada> PRIVMSG #lab :two
                    ada> PRIVMSG #lab :three
                    bob connects
                    bob> JOIN #lab
                    bob< … JOIN #lab
                    bob< … 353 …
                    bob< … 366 …
                    bob< :ada!ada@… PRIVMSG #lab :[20…-…-… …:… UTC] two
                    bob< :ada!ada@… PRIVMSG #lab :[20…-…-… …:… UTC] three
                    ada< … JOIN #lab
                    eve connects with batch server-time labeled-response
                    eve> @label=x JOIN #lab
                    eve< @label=x :test.server BATCH +1 labeled-response
                    eve< @batch=1;time=… JOIN #lab
                    eve< @batch=1 … 353 …
                    eve< @batch=1 … 366 …
                    eve< @batch=1 :test.server BATCH +2 chathistory #lab
                    eve< @batch=2;time=20… :ada!ada@… PRIVMSG #lab :two
                    eve< @batch=2;time=20… :ada!ada@… PRIVMSG #lab :three
                    eve< @batch=1 :test.server BATCH -2
                    eve< :test.server BATCH -1
                    ada< … JOIN #lab
                    bob< … JOIN #lab
                    modern connects with draft/chathistory
                    modern> JOIN #lab
                    modern< … JOIN #lab
                    modern< … 353 …
                    modern< … 366 …
                    ada< … JOIN #lab
                    bob< … JOIN #lab
                    eve< … JOIN #lab
                    """);
        }
    }
}
