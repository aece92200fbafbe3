package io.securechat.server.command.history;

import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import org.junit.jupiter.api.Test;

class MarkerCommandsTest {
    @Test
    void markersOfAnAccountAreSharedAndOnlyMoveForward() throws Exception {
        Script.play("""
                bob connects with draft/read-marker
                laptop connects as alice with draft/read-marker
                phone connects as alice with draft/read-marker
                old connects as alice
                laptop> MARKREAD #Lobby
                laptop< :test.server MARKREAD #lobby *
                laptop> MARKREAD #lobby timestamp=2026-01-02T03:04:05.678Z
                laptop< :test.server MARKREAD #lobby timestamp=2026-01-02T03:04:05.678Z
                phone< :test.server MARKREAD #lobby timestamp=2026-01-02T03:04:05.678Z
                phone> MARKREAD #lobby timestamp=2026-01-01T00:00:00.000Z
                phone< :test.server MARKREAD #lobby timestamp=2026-01-02T03:04:05.678Z
                phone> MARKREAD bob timestamp=2026-01-01T00:00:00Z
                phone< :test.server MARKREAD bob timestamp=2026-01-01T00:00:00.000Z
                laptop< :test.server MARKREAD bob timestamp=2026-01-01T00:00:00.000Z
                bob> MARKREAD alice
                bob< :test.server MARKREAD alice *
                """);
    }

    @Test
    void markerIsSentBeforeTheNames() throws Exception {
        Journal journal = Journals.open("memory:");
        try (TestServer server = new TestServer(TestServer.settings(null, 1 << 20, 60, 100), journal)) {
            Script.play(server, """
                    ada connects as ada with draft/read-marker
                    ada> JOIN #lab
                    ada< :ada!ada@… JOIN #lab
                    ada< :test.server MARKREAD #lab *
                    ada< … 353 …
                    ada< … 366 …
                    ada> MARKREAD #lab timestamp=2026-01-01T00:00:00.000Z
                    ada< …
                    ada> QUIT
                    ada< …
                    ada<
                    ada connects as ada with draft/read-marker
                    ada> JOIN #lab
                    ada< :ada!ada@… JOIN #lab
                    ada< :test.server MARKREAD #lab timestamp=2026-01-01T00:00:00.000Z
                    ada< … 353 …
                    ada< … 366 …
                    """);
        }
    }

    @Test
    void markersOfAGuestEndWithItsConnections() throws Exception {
        Script.play("""
                ada connects with draft/read-marker
                ada> MARKREAD #lobby timestamp=2026-01-01T00:00:00.000Z
                ada< … MARKREAD #lobby timestamp=2026-01-01T00:00:00.000Z
                ada> MARKREAD #lobby timestamp=2025-01-01T00:00:00.000Z
                ada< … MARKREAD #lobby timestamp=2026-01-01T00:00:00.000Z
                ada> QUIT
                ada< …
                ada<
                ada connects with draft/read-marker
                ada> MARKREAD #lobby
                ada< … MARKREAD #lobby *
                """);
    }

    @Test
    void markerDoesNotPassTheNewestMessage() throws Exception {
        Script.play("""
                ada connects with draft/read-marker server-time echo-message
                ada> MARKREAD #lobby timestamp=2999-01-01T00:00:00.000Z
                ada< … MARKREAD #lobby timestamp=20…
                ada> PRIVMSG #lobby :hello
                ada< @time={at} …
                ada> MARKREAD #lobby timestamp=2999-01-01T00:00:00.000Z
                ada< … MARKREAD #lobby timestamp=20…
                """);
    }

    @Test
    void errorsAreReported() throws Exception {
        Script.play("""
                ada connects with draft/read-marker standard-replies
                ada> MARKREAD
                ada< :test.server FAIL MARKREAD NEED_MORE_PARAMS :A channel or a nick is missing
                ada> MARKREAD #lobby *
                ada< :test.server FAIL MARKREAD INVALID_PARAMS * :A time has the form timestamp=2026-11-24T08:56:02.123Z
                ada> MARKREAD #lobby timestamp=now
                ada< :test.server FAIL MARKREAD INVALID_PARAMS timestamp=now :…
                ada> MARKREAD #elsewhere
                ada< :test.server MARKREAD #elsewhere *
                ada> MARKREAD #elsewhere timestamp=2026-11-24T08:56:02.123Z
                ada< :test.server FAIL MARKREAD INVALID_PARAMS #elsewhere :You cannot read there
                """);
    }
}
