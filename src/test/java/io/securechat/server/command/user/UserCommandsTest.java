package io.securechat.server.command.user;

import io.securechat.server.Script;
import io.securechat.server.session.User;
import org.junit.jupiter.api.Test;

class UserCommandsTest {
    @Test
    void awayIsSentOnceToUsersWhoShareARoom() throws Exception {
        Script.play("""
                ada connects with away-notify
                bob connects
                eve connects
                ada> JOIN #lab
                ada< …
                ada< … 353 …
                ada< … 366 …
                bob> JOIN #lab
                bob< …
                bob< … 353 …
                bob< … 366 …
                ada< …
                bob> AWAY :tea
                bob< :test.server 306 bob :You have been marked as being away
                ada< :bob!bob@… AWAY :tea
                bob> AWAY :tea
                bob< … 306 …
                bob> AWAY
                bob< :test.server 305 bob :You are no longer marked as being away
                ada< :bob!bob@… AWAY
                bob> AWAY :%s
                bob< … 306 …
                ada< :bob!bob@… AWAY :%s
                """.formatted("x".repeat(400), "x".repeat(UserCommands.MAX_AWAY)));
    }

    @Test
    void joinWhileAwayIsFollowedByAway() throws Exception {
        Script.play("""
                ada connects with away-notify
                eve connects
                eve> AWAY :tea
                eve< … 306 …
                ada< … AWAY :tea
                ada> JOIN #lab
                ada< …
                ada< … 353 …
                ada< … 366 …
                eve> JOIN #lab
                eve< …
                eve< … 353 …
                eve< … 366 …
                ada< :eve!eve@… JOIN #lab
                ada< :eve!eve@… AWAY :tea
                """);
    }

    @Test
    void awayCanBeSetBeforeRegistration() throws Exception {
        Script.play("""
                ada connects with away-notify
                bob opens
                bob> AWAY :tea
                bob< :test.server 451 * :You have not registered
                bob> CAP REQ :draft/pre-away
                bob< …
                bob> AWAY :tea
                bob< :test.server 306 * :You have been marked as being away
                bob> AWAY
                bob< :test.server 305 * :You are no longer marked as being away
                bob> AWAY :lunch
                bob< :test.server 306 * :You have been marked as being away
                bob> CAP END
                ada> MONITOR + bob
                ada< :test.server 731 ada :bob
                bob> NICK bob
                bob> USER bob 0 * :bob
                bob is greeted
                bob< … JOIN #lobby
                bob< … 353 …
                bob< … 366 …
                ada< :test.server 730 ada :bob!bob@…
                ada< :bob!bob@… JOIN #lobby
                ada< :bob!bob@… AWAY :lunch
                """);
    }

    @Test
    void unattendedDeviceDoesNotMakeTheUserAway() throws Exception {
        Script.play("""
                ada connects with away-notify
                laptop connects as alice
                phone connects as alice
                phone> AWAY *
                phone< … 306 …
                ada> WHO alice %f
                ada< :test.server 354 ada H
                ada< … 315 …
                laptop> QUIT
                laptop< …
                laptop<
                ada< :alice!laptop@… AWAY :*
                ada> WHO alice %f
                ada< :test.server 354 ada G
                ada< … 315 …
                tablet connects as alice
                ada< :alice!laptop@… AWAY
                tablet> AWAY :thinking
                tablet< … 306 …
                phone< … 306 …
                ada< :alice!laptop@… AWAY :thinking
                phone> AWAY *
                phone< … 306 …
                tablet> QUIT
                tablet< …
                tablet<
                phone> AWAY *
                phone< … 306 …
                ada< :alice!laptop@… AWAY :*
                """);
    }

    @Test
    void newRealNameIsSentToClientsWithTheCapability() throws Exception {
        Script.play("""
                ada connects with setname standard-replies
                bob connects with setname
                eve connects
                ada> SETNAME :Ada Lovelace
                ada< :ada!ada@… SETNAME :Ada Lovelace
                bob< :ada!ada@… SETNAME :Ada Lovelace
                eve> WHO ada %%r
                eve< :test.server 354 eve :Ada Lovelace
                eve< … 315 …
                ada> SETNAME :
                ada< :test.server FAIL SETNAME INVALID_REALNAME :A real name has 1 to 150 bytes
                ada> SETNAME :%s
                ada< :test.server FAIL SETNAME INVALID_REALNAME :A real name has 1 to 150 bytes
                eve> SETNAME Eve
                bob< :eve!eve@… SETNAME :Eve
                ada< :eve!eve@… SETNAME :Eve
                """.formatted("x".repeat(User.MAX_REAL_NAME + 1)));
    }

    @Test
    void isonAndUserhostShowConnectedUsers() throws Exception {
        Script.play("""
                ada connects
                bob connects
                olga connects as olga
                bob> AWAY :tea
                bob< … 306 …
                ada> ISON :BOB nobody
                ada< :test.server 303 ada :bob
                ada> ISON nobody bob :ada olga
                ada< :test.server 303 ada :bob ada olga
                ada> ISON nobody
                ada< :test.server 303 ada :
                ada> USERHOST bob Olga nobody
                ada< :test.server 302 ada :bob=-bob@….cert olga*=+olga@….cert
                ada> USERHOST nobody
                ada< :test.server 302 ada :
                ada> USERHOST
                ada< :test.server 461 ada USERHOST :Not enough parameters
                """);
    }
}
