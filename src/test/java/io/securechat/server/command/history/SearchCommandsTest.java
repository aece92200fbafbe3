package io.securechat.server.command.history;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.securechat.Problem;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.Search;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.session.Reply;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SearchCommandsTest {
    private static final String SEARCHER = " with soju.im/search batch standard-replies";

    @Test
    void findsWordsInOwnRoomsAndConversations() throws Exception {
        Script.play("""
                ada connects as ada
                ada> PRIVMSG ada :tea in private
                ada< …
                ada> JOIN #lab
                ada< …
                ada< …
                ada< …
                ada> PRIVMSG #lab :tea in the lab
                ada> PRIVMSG #lobby :the Teapot is empty
                ada> PRIVMSG #lobby :coffee
                bob connects""" + SEARCHER + "\n" + """
                bob> PRIVMSG ada :tea?
                ada< …
                bob> SEARCH text=tea
                bob< :test.server BATCH +1 soju.im/search
                bob< @batch=1 :ada!ada@… PRIVMSG #lobby :the Teapot is empty
                bob< @batch=1 :bob!bob@… PRIVMSG ada :tea?
                bob< :test.server BATCH -1
                bob> SEARCH text=teapot\\sempty
                bob< … BATCH +2 …
                bob< … :the Teapot is empty
                bob< … BATCH -2
                bob> SEARCH in=#lab;text=tea
                bob< :test.server FAIL SEARCH INVALID_PARAMS in :Invalid value of the attribute in
                ada> SEARCH :text=tea;limit=2
                ada< :ada!ada@… PRIVMSG #lobby :the Teapot is empty
                ada< :bob!bob@… PRIVMSG ada :tea?
                """);
    }

    @Test
    void eachAttributeNarrowsTheSearch() throws Exception {
        Script.play("""
                ada connects with server-time echo-message
                bob connects""" + SEARCHER + " labeled-response\n" + """
                ada> PRIVMSG #lobby :one
                ada< @time={one} …
                bob< …
                bob> PRIVMSG #lobby :two
                ada< …
                bob> @label=x SEARCH from=ADA
                bob< @label=x :test.server BATCH +1 soju.im/search
                bob< @batch=1 … :one
                bob< :test.server BATCH -1
                bob> SEARCH in=#LOBBY;after={one};limit=1
                bob< … BATCH +2 …
                bob< … :one
                bob< … BATCH -2
                bob> SEARCH before={one};from=ada
                bob< … BATCH +3 …
                bob< … :one
                bob< … BATCH -3
                bob> SEARCH before=2020-01-01T00:00:00.000Z
                bob< … BATCH +4 …
                bob< … BATCH -4
                bob> SEARCH after=2100-01-01T00:00:00.000Z
                bob< … BATCH +5 …
                bob< … BATCH -5
                bob> SEARCH in=ada
                bob< … BATCH +6 …
                bob< … BATCH -6
                """);
    }

    @Test
    void errorsAreReported() throws Exception {
        Script.play("""
                ada connects""" + SEARCHER + "\n" + """
                ada> SEARCH
                ada< :test.server FAIL SEARCH INVALID_PARAMS :Nothing to search for: use an attribute such as text=tea
                ada> SEARCH text=;limit=5
                ada< :test.server FAIL SEARCH INVALID_PARAMS :Nothing to search for: use an attribute such as text=tea
                ada> SEARCH text=\\s\\s
                ada< :test.server FAIL SEARCH INVALID_PARAMS :Nothing to search for: use an attribute such as text=tea
                ada> SEARCH text=""
                ada< :test.server FAIL SEARCH INVALID_PARAMS :Nothing to search for: use an attribute such as text=tea
                ada> SEARCH text="\\s"\\s"
                ada< :test.server FAIL SEARCH INVALID_PARAMS :Nothing to search for: use an attribute such as text=tea
                ada> SEARCH text=1\\s2\\s3\\s4\\s5\\s6\\s7\\s8\\s9\\s10\\s11\\s12\\s13\\s14\\s15\\s16\\s17
                ada< :test.server FAIL SEARCH INVALID_PARAMS text :17 search terms are too many: use at most 16
                ada> SEARCH text=a;after=yesterday
                ada< :test.server FAIL SEARCH INVALID_PARAMS after :…
                ada> SEARCH text=a;before=2020
                ada< :test.server FAIL SEARCH INVALID_PARAMS before :…
                ada> SEARCH text=a;limit=none
                ada< :test.server FAIL SEARCH INVALID_PARAMS limit :…
                ada> SEARCH text=a;in=nobody
                ada< :test.server FAIL SEARCH INVALID_PARAMS in :…
                """);
    }

    /** According to the draft, a search with {@code after} begins at that time. */
    @Test
    void searchAfterATimeFindsTheFirstMessages() throws Exception {
        Script.play("""
                ada connects with server-time echo-message
                bob connects""" + SEARCHER + "\n" + """
                ada> PRIVMSG #lobby :tea one
                ada< @time={one} …
                ada> PRIVMSG #lobby :tea two
                ada< …
                ada> PRIVMSG #lobby :tea three
                ada< …
                bob< …
                bob< …
                bob< …
                bob> SEARCH text=tea;after={one};limit=2
                bob< … BATCH +1 …
                bob< … :tea one
                bob< … :tea two
                bob< … BATCH -1
                bob> SEARCH text=tea;limit=2
                bob< … BATCH +2 …
                bob< … :tea two
                bob< … :tea three
                bob< … BATCH -2
                """);
    }

    @Test
    void symbolsAndEscapedCharactersAreFound() throws Exception {
        Script.play("""
                ada connects with echo-message
                bob connects""" + SEARCHER + "\n" + """
                ada> PRIVMSG #lobby :50% a\\b; done 🎉
                ada< …
                bob< …
                ada> PRIVMSG #lobby :nothing
                ada< …
                bob< …
                bob> SEARCH text=%
                bob< … BATCH +1 …
                bob< … :50% a\\b; done 🎉
                bob< … BATCH -1
                bob> SEARCH text=🎉
                bob< … BATCH +2 …
                bob< … :50% a\\b; done 🎉
                bob< … BATCH -2
                bob> SEARCH text=a\\\\b\\:\\sdone
                bob< … BATCH +3 …
                bob< … :50% a\\b; done 🎉
                bob< … BATCH -3
                """);
    }

    @Test
    void statusMessagesAreFoundByMembersWithTheStatus() throws Exception {
        Script.play("""
                ada connects with echo-message soju.im/search batch
                ada> JOIN #lab
                ada< …
                ada< …
                ada< …
                bob connects""" + SEARCHER + "\n" + """
                bob> JOIN #lab
                bob< …
                bob< …
                bob< …
                ada< …
                ada> PRIVMSG @#lab :tea for operators
                ada< …
                ada> SEARCH text=tea
                ada< … BATCH +1 …
                ada< … PRIVMSG @#lab :tea for operators
                ada< … BATCH -1
                bob> SEARCH text=tea
                bob< … BATCH +1 …
                bob< … BATCH -1
                """);
    }

    @Test
    void timeoutOfASearchIsReported() throws Exception {
        Journal slow = new Forwarding(Journals.open("memory:")) {
            @Override
            public CompletableFuture<Found> search(Search search) {
                return super.search(search).thenApply(found -> new Found(found.entries(), false));
            }
        };
        try (TestServer server = new TestServer(TestServer.settings("#lobby", 1 << 20, 60, 100), slow)) {
            Script.play(server, """
                    ada connects with echo-message soju.im/search batch
                    ada> PRIVMSG #lobby :tea
                    ada< …
                    ada> SEARCH text=tea
                    ada< … BATCH +1 …
                    ada< … :tea
                    ada< … BATCH -1
                    ada< :test.server WARN SEARCH INCOMPLETE :The search timed out: …
                    ada> SEARCH text=coffee
                    ada< :test.server FAIL SEARCH INTERNAL_ERROR :The search timed out: …
                    """);
        }
    }

    @Test
    void failingSearchReportsTheReason() throws Exception {
        Journal blind = new Forwarding(Journals.open("memory:")) {
            @Override
            public CompletableFuture<Found> search(Search search) {
                return CompletableFuture.failedFuture(new Problem("the index is being made", "wait a minute"));
            }
        };
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Reply.class);
        log.start();
        logger.addAppender(log);
        try (TestServer server = new TestServer(TestServer.settings("#lobby", 1 << 20, 60, 100), blind)) {
            Script.play(server, """
                    ada connects""" + SEARCHER + "\n" + """
                    ada> SEARCH text=tea
                    ada< :test.server FAIL SEARCH INTERNAL_ERROR :the index is being made
                    """);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).hasSize(1).allMatch(event -> event.getThrowableProxy() == null);
    }
}
