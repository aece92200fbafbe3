package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.store.Journals;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A journal that does not answer, or throws, blocks no session forever. */
class SilentJournalTest {
    @Test
    void unansweredQueryIsRefusedAndTheSessionContinues() throws Exception {
        play(new Forwarding(Journals.open("memory:")) {
            @Override
            public CompletableFuture<List<Entry>> read(Place place, Range range) {
                return new CompletableFuture<>();
            }
        });
    }

    @Test
    void failingQueryIsRefusedAndTheSessionContinues() throws Exception {
        play(new Forwarding(Journals.open("memory:")) {
            @Override
            public CompletableFuture<List<Entry>> read(Place place, Range range) {
                return CompletableFuture.failedFuture(new IllegalStateException("the disk is gone"));
            }
        });
    }

    private static void play(Journal journal) throws Exception {
        try (TestServer server =
                new TestServer(new TestSettings().lobby(null).pingSeconds(3).build(), journal)) {
            Script.play(server, """
                    ada connects with draft/chathistory batch standard-replies
                    ada> CHATHISTORY LATEST ada * 10
                    ada< … FAIL CHATHISTORY MESSAGE_ERROR LATEST ada :…
                    ada> PRIVMSG ada :hello
                    ada< … PRIVMSG ada :hello
                    """);
        }
    }
}
