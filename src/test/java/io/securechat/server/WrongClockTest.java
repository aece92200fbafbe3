package io.securechat.server;

import io.securechat.history.TestJournals;
import io.securechat.tls.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The server's clock was two hours fast and has been corrected. */
class WrongClockTest {
    private static final String ADA = arrives("ada");
    private static final String EVE = arrives("eve");

    private final SettableClock clock = new SettableClock();

    private static String arrives(String name) {
        return "%1$s connects as %1$s with server-time message-tags echo-message batch draft/chathistory draft/read-marker\n"
                .formatted(name);
    }

    private TestServer server() {
        return new TestServer(new TestSettings().build(), TestJournals.at(clock));
    }

    @Test
    void laterMessagesHaveTheTrueTimeAndAreFound() throws Exception {
        try (TestServer server = server()) {
            clock.set(Instant.parse("2026-11-24T14:00:00Z"));
            Script.play(server, ADA + """
                    ada> PRIVMSG #lobby :in the future
                    ada< @…time=2026-11-24T14:00:00.000Z… :in the future
                    ada> MARKREAD #lobby timestamp=2026-11-24T14:00:00.000Z
                    ada< … MARKREAD #lobby timestamp=2026-11-24T14:00:00.000Z
                    """);
            clock.set(Instant.parse("2026-11-24T12:00:00Z"));
            Script.play(server, EVE + """
                    eve> PRIVMSG #lobby :now
                    eve< @…time=2026-11-24T12:00:00.000Z… :now
                    eve> CHATHISTORY BEFORE #lobby timestamp=2026-11-24T12:00:01.000Z 10
                    eve< … BATCH +{b} chathistory #lobby
                    eve< @…time=2026-11-24T12:00:00.000Z… :now
                    eve< … BATCH -{b}
                    eve> CHATHISTORY LATEST #lobby * 10
                    eve< … BATCH +{c} chathistory #lobby
                    eve< @…time=2026-11-24T14:00:00.000Z… :in the future
                    eve< @…time=2026-11-24T12:00:00.000Z… :now
                    eve< … BATCH -{c}
                    eve> CHATHISTORY TARGETS timestamp=2026-11-24T11:00:00.000Z timestamp=2026-11-24T13:00:00.000Z 10
                    eve< … BATCH +{d} draft/chathistory-targets
                    eve< … CHATHISTORY TARGETS #lobby 2026-11-24T12:00:00.000Z
                    eve< … BATCH -{d}
                    eve> SEARCH in=#lobby;text=now;before=2026-11-24T12:30:00.000Z
                    eve< … BATCH +{e} soju.im/search
                    eve< … :now
                    eve< … BATCH -{e}
                    """);
            Script.play(server, ADA + """
                    ada> MARKREAD #lobby
                    ada< … MARKREAD #lobby timestamp=2026-11-24T12:00:00.000Z
                    ada> MARKREAD #lobby timestamp=2026-11-24T11:59:00.000Z
                    ada< … MARKREAD #lobby timestamp=2026-11-24T11:59:00.000Z
                    ada> MARKREAD #lobby timestamp=2026-11-24T13:00:00.000Z
                    ada< … MARKREAD #lobby timestamp=2026-11-24T12:00:00.000Z
                    """);
        }
    }

    @Test
    void rangeFromAMessageUsesItsTime() throws Exception {
        try (TestServer server = server()) {
            clock.set(Instant.parse("2099-11-24T14:00:00Z"));
            Script.play(server, ADA + """
                    ada> PRIVMSG #lobby :in the future
                    ada< …
                    """);
            clock.set(Instant.parse("2026-11-24T12:00:00Z"));
            Script.play(server, EVE + """
                    eve> PRIVMSG #lobby :one
                    eve< @…msgid={one}…
                    eve> PRIVMSG #lobby :two
                    eve< @…
                    eve> CHATHISTORY BETWEEN #lobby msgid={one} timestamp=2026-11-24T12:00:01.000Z 10
                    eve< … BATCH +{b} chathistory #lobby
                    eve< … :two
                    eve< … BATCH -{b}
                    eve> CHATHISTORY BETWEEN #lobby timestamp=2026-11-24T12:00:01.000Z msgid={one} 10
                    eve< … BATCH +{c} chathistory #lobby
                    eve< … :two
                    eve< … BATCH -{c}
                    """);
        }
    }

    @Test
    void channelOperatorsDeleteMessagesSinceTheChannelBegan() throws Exception {
        try (TestServer server = server()) {
            clock.set(Instant.now().plus(Duration.ofHours(2)));
            Script.play(server, """
                    bob connects as bob with message-tags echo-message
                    bob> JOIN #lab
                    bob< … JOIN #lab
                    bob< … 353 …
                    bob< … 366 …
                    bob> PRIVMSG #lab :before
                    bob< … :before
                    """);
            clock.set(Instant.now().minus(Duration.ofHours(2)));
            Script.play(server, """
                    ada connects as ada with message-tags batch draft/chathistory draft/message-redaction standard-replies
                    ada> JOIN #lab
                    ada< … JOIN #lab
                    ada< … 353 ada = #lab :@ada
                    ada< … 366 …
                    ada> CHATHISTORY LATEST #lab * 5
                    ada< … BATCH +{b} chathistory #lab
                    ada< @…msgid={before} … :before
                    ada< … BATCH -{b}
                    bob connects as bob
                    bob> JOIN #lab
                    bob< … JOIN #lab
                    bob< … 353 …
                    bob< … 366 …
                    ada< … JOIN #lab
                    bob> PRIVMSG #lab :since
                    ada< @msgid={since} … :since
                    ada> REDACT #lab {before}
                    ada< … FAIL REDACT REDACT_FORBIDDEN #lab {before} :…
                    ada> REDACT #lab {since}
                    ada< … REDACT #lab {since}
                    """);
        }
    }
}
