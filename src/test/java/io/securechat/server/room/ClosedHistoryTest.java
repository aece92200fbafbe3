package io.securechat.server.room;

import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who could not read a channel do not get its history by recreating it. */
class ClosedHistoryTest {
    private static final String FOUND = """
            ada connects with message-tags echo-message
            ada> JOIN #lab
            ada< … JOIN #lab
            ada< … 353 …
            ada< … 366 …
            """;

    /** Eve recreates the channel and tries all commands that might show its history. */
    private static final String SNOOP = """
            eve connects with draft/chathistory batch draft/message-redaction
            eve> JOIN #lab
            eve< … JOIN #lab
            eve< … 353 eve = #lab :@eve
            eve< … 366 …
            eve> CHATHISTORY LATEST #lab * 10
            eve< … BATCH +1 chathistory #lab
            eve< … BATCH -1
            eve> CHATHISTORY LATEST @#lab * 10
            eve< … BATCH +2 chathistory @#lab
            eve< … BATCH -2
            eve> SEARCH text=between
            eve< … BATCH +3 soju.im/search
            eve< … BATCH -3
            eve> SEARCH in=#lab;text=between
            eve< … BATCH +4 soju.im/search
            eve< … BATCH -4
            eve> SEARCH in=@#lab;text=between
            eve< … BATCH +5 soju.im/search
            eve< … BATCH -5
            eve> CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 9
            eve< … BATCH +6 …
            eve< … BATCH -6
            eve> REDACT #lab {secret}
            eve< … REDACT UNKNOWN_MSGID …
            eve> MARKREAD #lab
            eve< … MARKREAD #lab *
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"+b eve!*@*", "+b a:eve", "+k tea", "+l 1", "+i", "+s"})
    void restrictedHistoryEndsWithTheChannel(String restriction) throws Exception {
        play(FOUND + """
                ada> MODE #lab %s
                ada< … MODE #lab …
                ada> PRIVMSG #lab :between us
                ada< @msgid={secret} … :between us
                ada> PART #lab
                ada< … PART #lab
                """.formatted(restriction) + SNOOP);
        play(SNOOP.replace("{secret}", "abc"));
    }

    @Test
    void operatorMessagesAreClosedToTheNextOperator() throws Exception {
        play(FOUND + """
                ada> PRIVMSG @#lab :between operators
                ada< @msgid={secret} … :between operators
                ada> PART #lab
                ada< … PART #lab
                """ + SNOOP);
    }

    @Test
    void renameDoesNotReopenTheHistory() throws Exception {
        play(FOUND + """
                ada> MODE #lab +b eve!*@*
                ada< … MODE #lab +b eve!*@*
                ada> PRIVMSG #lab :between us
                ada< @msgid={secret} … :between us
                ada> RENAME #lab #den
                ada< … PART #lab
                ada< … JOIN #den
                ada< … 353 …
                ada< … 366 …
                ada> PART #den
                ada< … PART #den
                """ + SNOOP
                + SNOOP.replace("eve", "mallory").replace("#lab", "#den").replace("{secret}", "abc"));
    }

    private void play(String script) throws Exception {
        Journal journal = Journals.open("sqlite:" + folder.resolve("chat.db"));
        try (TestServer server = new TestServer(new TestSettings().lobby(null).build(), journal)) {
            Script.playAndLeave(server, script);
        }
    }
}
