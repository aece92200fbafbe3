package io.securechat.server.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.settings.NamePolicy;
import org.junit.jupiter.api.Test;

class AccountCommandsTest {
    @Test
    void certificateNameIsTheAccountFromTheStart() throws Exception {
        Script.play("""
                bob connects with account-tag extended-join
                eve connects with account-tag
                ada opens as alice
                ada> NICK alice
                ada> USER ada 0 * :Alice Liddell
                ada is greeted
                ada< :alice!ada@….cert JOIN #lobby
                ada< … 353 …
                ada< … 366 …
                bob< @account=alice :alice!ada@….cert JOIN #lobby alice :Alice Liddell
                eve< @account=alice :alice!ada@….cert JOIN #lobby
                ada> PRIVMSG #lobby :hello
                bob< @account=alice :alice!ada@….cert PRIVMSG #lobby :hello
                eve< @account=alice :alice!ada@….cert PRIVMSG #lobby :hello
                ada> TOPIC #lobby :tea
                ada< :alice!ada@… TOPIC #lobby :tea
                bob< @account=alice :alice!ada@….cert TOPIC #lobby :tea
                eve< @account=alice :alice!ada@….cert TOPIC #lobby :tea
                ada> PART #lobby
                ada< :alice!… PART #lobby
                bob< @account=alice :alice!ada@….cert PART #lobby
                eve< @account=alice :alice!ada@….cert PART #lobby
                """);
    }

    @Test
    void journalStoresTheAccount() throws Exception {
        Journal journal = Journals.open("memory:");
        try (TestServer server = new TestServer(TestServer.settings("#lobby", 1 << 20, 60, 100), journal)) {
            Script.play(server, """
                    bob connects
                    phone connects as alice
                    phone> PRIVMSG #lobby :hello
                    bob< …:hello
                    bob> PRIVMSG #lobby :hello
                    phone< …:hello
                    """);
        }
        assertThat(journal.read(Place.room("#lobby"), Range.latest(2)).join())
                .extracting(entry -> entry.draft().account())
                .containsExactly("alice", null);
    }

    @Test
    void guestHasNoAccount() throws Exception {
        Script.play("""
                bob connects with account-tag extended-join
                eve connects
                eve> PART #lobby
                eve< … PART …
                bob< :eve!eve@….cert PART #lobby
                eve> JOIN #lobby
                eve< … JOIN #lobby
                eve< … 353 …
                eve< … 366 …
                bob< :eve!eve@….cert JOIN #lobby * :eve
                """);
    }

    @Test
    void whoisShowsTheAccountAndItsCertificate() throws Exception {
        Script.play("""
                bob connects
                phone connects as alice
                bob> WHOIS alice
                bob< … 311 …
                bob< … 319 …
                bob< … 312 …
                bob< :test.server 330 bob alice alice :is logged in as
                bob< :test.server 378 bob alice :is verified: CN=alice, issued by CN=Test CA
                bob< … 671 …
                bob< … 317 …
                bob< … 318 …
                """);
    }

    @Test
    void logsInBeforeRegistrationWithAndWithoutAName() throws Exception {
        Script.play("""
                phone opens as alice
                phone> CAP LS
                phone< … CAP * LS :… sasl server-time …
                phone> CAP REQ sasl
                phone< … CAP * ACK sasl
                phone> AUTHENTICATE external
                phone< AUTHENTICATE +
                phone> AUTHENTICATE +
                phone< :test.server 900 * *!*@….cert alice :You are now logged in as alice
                phone< :test.server 903 * :SASL authentication successful
                phone> NICK alice
                phone> AUTHENTICATE EXTERNAL
                phone< AUTHENTICATE +
                phone> AUTHENTICATE QUxJQ0U=
                phone< :test.server 900 alice alice!*@….cert alice :You are now logged in as alice
                phone< :test.server 903 alice :SASL authentication successful
                """);
    }

    @Test
    void logsInAgainAfterRegistration() throws Exception {
        Script.play("""
                bob connects with account-notify
                phone connects as alice with account-notify
                phone> AUTHENTICATE EXTERNAL
                phone< AUTHENTICATE +
                phone> AUTHENTICATE +
                phone< :test.server 900 alice alice!phone@….cert alice :You are now logged in as alice
                phone< :test.server 903 alice :SASL authentication successful
                """);
    }

    @Test
    void failuresCarryTheReason() throws Exception {
        Script.play("""
                bob connects
                phone connects as alice
                bob> AUTHENTICATE EXTERNAL
                bob< AUTHENTICATE +
                bob> AUTHENTICATE +
                bob< :test.server 904 bob :SASL authentication failed: your certificate is not issued by a trusted CA, so it proves no name
                phone> AUTHENTICATE PLAIN
                phone< :test.server 908 alice EXTERNAL :are available SASL mechanisms
                phone< :test.server 904 alice :SASL authentication failed: there is no such mechanism
                phone> AUTHENTICATE
                phone< … 461 alice AUTHENTICATE …
                phone> AUTHENTICATE EXTERNAL
                phone< AUTHENTICATE +
                phone> AUTHENTICATE Ym9i
                phone< :test.server 904 alice :SASL authentication failed: the name in your certificate is alice
                phone> AUTHENTICATE EXTERNAL
                phone< AUTHENTICATE +
                phone> AUTHENTICATE &&&
                phone< :test.server 904 alice :SASL authentication failed: the response is not in Base64
                phone> AUTHENTICATE EXTERNAL
                phone< AUTHENTICATE +
                phone> AUTHENTICATE %s
                phone< :test.server 905 alice :SASL message too long
                phone> AUTHENTICATE EXTERNAL
                phone< AUTHENTICATE +
                phone> AUTHENTICATE *
                phone< :test.server 906 alice :SASL authentication aborted
                phone> AUTHENTICATE EXTERNAL
                phone< AUTHENTICATE +
                phone> AUTHENTICATE +
                phone< … 900 …
                phone< … 903 …
                """.formatted("x".repeat(401)));
    }

    @Test
    void invalidNameProvesNothing() throws Exception {
        try (TestServer server = new TestServer(NamePolicy.FREE, 0)) {
            Script.play(server, """
                    bob opens as 2bob
                    bob> AUTHENTICATE EXTERNAL
                    bob< AUTHENTICATE +
                    bob> AUTHENTICATE +
                    bob< :test.server 904 * :SASL authentication failed: your certificate contains no name that is valid here
                    """);
        }
    }

    @Test
    void registrationAbortsAnOpenExchange() throws Exception {
        Script.play("""
                bob opens
                bob> CAP REQ sasl
                bob< … ACK sasl
                bob> NICK bob
                bob> USER bob 0 * :Bob
                bob> AUTHENTICATE EXTERNAL
                bob< AUTHENTICATE +
                bob> CAP END
                bob< :test.server 906 bob :SASL authentication aborted
                bob is greeted as bob
                bob< … JOIN #lobby
                bob< … 353 …
                bob< … 366 …
                bob> AUTHENTICATE +
                bob< … 908 …
                bob< … 904 …
                """);
    }

    @Test
    void withFreeNamesSaslProvesTheAccount() throws Exception {
        try (TestServer server = new TestServer(NamePolicy.FREE, 0)) {
            Script.play(server, """
                    bob connects with account-notify account-tag
                    eve connects
                    phone connects as alice with account-notify
                    phone> NICK queen
                    phone< :alice!phone@… NICK queen
                    bob< :alice!phone@… NICK queen
                    eve< :alice!phone@… NICK queen
                    bob> WHOIS queen
                    bob< … 311 …
                    bob< … 319 …
                    bob< … 312 …
                    bob< :test.server 378 bob queen :is a guest with the certificate CN=alice, issued by CN=Test CA
                    bob< … 671 …
                    bob< … 317 …
                    bob< … 318 …
                    phone> AUTHENTICATE EXTERNAL
                    phone< AUTHENTICATE +
                    phone> AUTHENTICATE YWxpY2U=
                    phone< :test.server 900 queen queen!phone@….cert alice :You are now logged in as alice
                    phone< :test.server 903 queen …
                    bob< :queen!phone@… ACCOUNT alice
                    phone> PRIVMSG bob :it is me
                    bob< @account=alice :queen!phone@… PRIVMSG bob :it is me
                    phone> NICK alice
                    phone< :queen!phone@… NICK alice
                    bob< @account=alice :queen!phone@… NICK alice
                    eve< :queen!phone@… NICK alice
                    laptop opens as alice
                    laptop> NICK laptop
                    laptop> CAP REQ sasl
                    laptop< … ACK sasl
                    laptop> AUTHENTICATE EXTERNAL
                    laptop< AUTHENTICATE +
                    laptop> AUTHENTICATE +
                    laptop< :test.server 900 laptop laptop!*@….cert alice …
                    laptop< … 903 …
                    """);
        }
    }
}
