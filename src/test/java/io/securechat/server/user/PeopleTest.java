package io.securechat.server.user;

import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.settings.NamePolicy;
import org.junit.jupiter.api.Test;

/** Owners of names, and users with several sessions. */
class PeopleTest {
    @Test
    void theNameInACertificateIsTheNickWhateverTheClientAsksFor() throws Exception {
        Script.play("""
                bob connects
                phone opens as alice
                phone> NICK
                phone< :test.server 431 * :No nickname given
                phone> NICK :not a nick at all
                phone> NICK bob
                phone> USER phone 0 * :Alice
                phone is greeted as alice
                phone< :alice!phone@….cert JOIN #lobby
                phone< … 353 alice = #lobby :bob alice
                phone< … 366 alice …
                bob< :alice!phone@….cert JOIN #lobby
                phone> NICK eve
                phone< :test.server 484 alice :Your nick is the name in your certificate
                phone> NICK Alice
                phone< :test.server 484 alice :Your nick is the name in your certificate
                phone> NICK alice
                """);
    }

    @Test
    void furtherDevicesAreTheSameUserAndAreToldWhereItIs() throws Exception {
        Script.play("""
                bob connects
                laptop connects as alice
                laptop> JOIN #lab
                laptop< :alice!laptop@… JOIN #lab
                laptop< … 353 alice = #lab :@alice
                laptop< … 366 …
                laptop> TOPIC #lab :tea
                laptop< :alice!laptop@… TOPIC #lab :tea
                laptop> AWAY :thinking
                laptop< … 306 alice …
                phone opens as Alice
                phone> CAP REQ :extended-join account-tag
                phone< … CAP * ACK …
                phone> NICK whatever
                phone> USER phone 0 * :Phone
                phone> CAP END
                phone is greeted as alice
                phone< :test.server 306 alice :You have been marked as being away
                phone< @account=alice :alice!laptop@….cert JOIN #lobby alice :laptop
                phone< … 353 alice = #lobby :bob alice
                phone< … 366 alice #lobby …
                phone< @account=alice :alice!laptop@….cert JOIN #lab alice :laptop
                phone< … 332 alice #lab :tea
                phone< … 333 alice #lab alice!laptop@… 1…
                phone< … 353 alice = #lab :@alice
                phone< … 366 alice #lab …
                bob> LUSERS
                bob< … 251 bob :There are 2 users and 0 invisible on 1 server
                bob< … 252 …
                bob< … 253 bob 0 …
                bob< … 254 …
                bob< … 255 …
                bob< … 265 …
                bob< … 266 …
                """);
    }

    @Test
    void everyDeviceSeesAllThatIsSaidAndDoneTheOthersIncluded() throws Exception {
        Script.play("""
                bob connects
                laptop connects as alice
                phone connects as alice with echo-message
                bob> PRIVMSG #lobby :hello all
                laptop< :bob!bob@… PRIVMSG #lobby :hello all
                phone< :bob!bob@… PRIVMSG #lobby :hello all
                bob> PRIVMSG alice :hello you
                laptop< :bob!bob@… PRIVMSG alice :hello you
                phone< :bob!bob@… PRIVMSG alice :hello you
                laptop> PRIVMSG #lobby :from the laptop
                bob< :alice!laptop@… PRIVMSG #lobby :from the laptop
                phone< :alice!laptop@… PRIVMSG #lobby :from the laptop
                phone> PRIVMSG bob :from the phone
                phone< :alice!laptop@… PRIVMSG bob :from the phone
                bob< :alice!laptop@… PRIVMSG bob :from the phone
                laptop< :alice!laptop@… PRIVMSG bob :from the phone
                laptop> PRIVMSG alice :to myself
                laptop< :alice!laptop@… PRIVMSG alice :to myself
                phone< :alice!laptop@… PRIVMSG alice :to myself
                phone> JOIN #lab
                phone< :alice!laptop@… JOIN #lab
                phone< … 353 alice = #lab :@alice
                phone< … 366 …
                laptop< :alice!laptop@… JOIN #lab
                laptop< … 353 alice = #lab :@alice
                laptop< … 366 …
                laptop> PART #lab
                laptop< :alice!laptop@… PART #lab
                phone< :alice!laptop@… PART #lab
                phone> AWAY :tea
                phone< … 306 alice …
                laptop< … 306 alice …
                laptop> AWAY
                laptop< … 305 alice …
                phone< … 305 alice …
                """);
    }

    @Test
    void aUserLeavesWithTheLastDevice() throws Exception {
        Script.play("""
                bob connects
                laptop connects as alice
                phone connects as alice
                laptop> QUIT :off
                laptop< ERROR :Closing link: alice (Quit: off)
                laptop<
                bob> PRIVMSG alice :still here?
                phone< :bob!bob@… PRIVMSG alice :still here?
                phone> WHOIS alice
                phone< … 311 alice alice laptop …
                phone< … 319 …
                phone< … 312 …
                phone< … 330 …
                phone< … 378 …
                phone< … 671 …
                phone< … 379 alice alice :is using modes +
                phone< … 276 alice alice :has client certificate fingerprint …
                phone< … 317 …
                phone< … 318 …
                phone> QUIT
                phone< ERROR :Closing link: alice (Quit)
                phone<
                bob< :alice!laptop@… QUIT :Quit
                bob> PRIVMSG alice :and now?
                bob< :test.server 301 bob alice :not connected, gets this on return
                """);
    }

    @Test
    void aRoomThatWasLeftIsNotEnteredAgainByAnotherDevice() throws Exception {
        Script.play("""
                laptop connects as alice
                laptop> PART #lobby
                laptop< … PART #lobby
                phone connects as alice
                phone> WHO #lobby
                phone< … 315 alice #lobby …
                """);
    }

    @Test
    void anotherCasNamesakeIsRefusedWhileTheFirstIsHere() throws Exception {
        Script.play("""
                laptop connects as alice
                eve opens as ALICE by another
                eve> NICK eve
                eve> USER eve 0 * :Eve
                eve< ERROR :Closing link: ALICE (The name ALICE is in use by the holder of a certificate from another CA)
                eve<
                laptop> QUIT
                laptop< ERROR …
                laptop<
                other connects as Alice by another
                other> NICK eve
                other< :test.server 484 Alice :Your nick is the name in your certificate
                """);
    }

    @Test
    void aGuestGivesWayToTheHolderOfTheNameAndNobodyMistakesOneForTheOther() throws Exception {
        Script.play("""
                bob connects
                alice connects
                alice-2 connects
                phone opens as Alice
                phone> NICK x
                phone> USER phone 0 * :Alice
                bob< :alice!alice@… NICK alice-3
                bob< :Alice!phone@… JOIN #lobby
                alice-2< :alice!alice@… NICK alice-3
                alice-2< :Alice!phone@… JOIN #lobby
                alice< :alice!alice@… NICK alice-3
                alice< :test.server NOTICE alice-3 :The nick alice is the name in the certificate of a user who has just connected; you are alice-3 now
                alice< :Alice!phone@… JOIN #lobby
                phone is greeted as Alice
                phone< :Alice!phone@….cert JOIN #lobby
                phone< … 353 Alice = #lobby :bob alice-3 alice-2 Alice
                phone< … 366 …
                bob> PRIVMSG alice :which one?
                phone< :bob!bob@… PRIVMSG Alice :which one?
                alice> NICK alice
                alice< :test.server 433 alice-3 alice :Nickname is already in use
                """);
    }

    @Test
    void aLongNickIsShortenedToMakeAnotherOfIt() throws Exception {
        String nick = "a".repeat(32);
        Script.play("""
                LONG connects
                phone connects as LONG
                LONG< :LONG!… NICK SHORT-2
                LONG< :test.server NOTICE SHORT-2 …
                """.replace("LONG", nick).replace("SHORT", nick.substring(2)));
    }

    @Test
    void aVerifiedNameIsKeptForItsHolderWhoHasGone() throws Exception {
        Script.play("""
                phone connects as alice
                phone> QUIT
                phone< ERROR …
                phone<
                eve opens
                eve> NICK ALICE
                eve< :test.server 433 * ALICE :Nickname is already in use
                eve> NICK alice-2
                """);
    }

    @Test
    void noGuestLooksLikeSomebodyElse() throws Exception {
        Script.play("""
                carol connects as carol
                phone connects as Alice
                phone> QUIT
                phone< ERROR …
                phone<
                carol< … QUIT …
                bob connects
                eve opens
                eve> NICK \uFF43arol
                eve< :test.server 433 * \uFF43arol :Nickname looks like carol, which is taken
                eve> NICK \u0430\u04CF\u0456\u0441\u0435
                eve< … 433 * … :Nickname looks like Alice, which is taken
                eve> NICK \uD835\uDC1Alice
                eve< … 433 …
                eve> NICK al\u0131ce
                eve< … 433 …
                eve> NICK alice\u0332
                eve< … 433 …
                eve> NICK AIice
                eve< … 433 …
                eve> NICK B0B
                eve< … 433 * B0B :Nickname looks like bob, which is taken
                eve> NICK NickServ
                eve< :test.server 433 * NickServ :Nickname is reserved
                eve> NICK chanserv
                eve< :test.server 433 * chanserv :Nickname is reserved
                eve> NICK GIobal
                eve< … 433 * GIobal :Nickname looks like Global, which is taken
                eve> NICK test.server
                eve< … 433 * test.server :Nickname is reserved
                eve> NICK eve
                eve> USER eve 0 * :eve
                eve is greeted as eve
                eve< … JOIN …
                eve< … 353 …
                eve< … 366 …
                carol< … JOIN …
                bob< … JOIN …
                eve> NICK a1ice
                eve< … 433 eve a1ice :Nickname looks like Alice, which is taken
                eve> NICK \u0395VE
                eve< … 432 …
                eve> NICK EVE
                eve< :eve!… NICK EVE
                carol< … NICK EVE
                bob< … NICK EVE
                bob> NICK b0b
                bob< :bob!… NICK b0b
                carol< … NICK b0b
                eve< … NICK b0b
                bob> QUIT
                bob< ERROR …
                bob<
                carol< … QUIT …
                eve< … QUIT …
                eve> NICK bob
                eve< … NICK bob
                carol< … NICK bob
                """);
    }

    @Test
    void aGuestWhoLooksLikeSomebodyGivesWayWhenTheyCome() throws Exception {
        Script.play("""
                a1ice connects
                phone connects as alice
                a1ice< :a1ice!… NICK a1ice-2
                a1ice< :test.server NOTICE a1ice-2 :The nick a1ice looks like alice, the name in the certificate of a user who has just connected; you are a1ice-2 now
                """);
    }

    @Test
    void accountsThatLookAlikeBothGoOn() throws Exception {
        Script.play("""
                one connects as jürgen
                another connects as JÜRGEN
                one> PRIVMSG JÜRGEN :hello
                another< :jürgen!… PRIVMSG JÜRGEN :hello
                another> PRIVMSG jürgen :hello
                one< :JÜRGEN!… PRIVMSG jürgen :hello
                """);
    }

    @Test
    void aNameThatCannotBeUsedIsRefusedAtOnce() throws Exception {
        Script.play("""
                bob opens as 2bob
                bob< ERROR :Closing link: * (The certificate CN=2bob has no name that is valid here: a name has … --names free)
                bob<
                """);
    }

    @Test
    void aServerForCertificatesWithNamesHasNoGuests() throws Exception {
        try (TestServer server = new TestServer(NamePolicy.CERTIFICATE, 0)) {
            Script.play(server, """
                    bob opens
                    bob< ERROR :Closing link: * (The certificate CN=… is not issued by a trusted CA, so it proves no name; … gencert user NAME)
                    bob<
                    phone connects as alice
                    phone> NICK eve
                    phone< … 484 alice …
                    """);
        }
    }

    @Test
    void whereNamesAreFreeACertificateBindsNobody() throws Exception {
        try (TestServer server = new TestServer(NamePolicy.FREE, 0)) {
            Script.play(server, """
                    phone connects as alice
                    laptop opens as alice
                    laptop> NICK alice
                    laptop< :test.server 433 * alice :Nickname is already in use
                    laptop> NICK phone
                    laptop> NICK laptop
                    phone> NICK eve
                    phone< :alice!phone@… NICK eve
                    bob opens as 2bob
                    bob> NICK 2bob
                    bob< … 432 …
                    bob> NICK bob
                    """);
        }
    }

    @Test
    void oneTooManyWithTheSameCertificateIsToldSo() throws Exception {
        try (TestServer server = new TestServer(NamePolicy.AUTO, 2)) {
            Script.play(server, """
                    ada connects
                    bob connects
                    eve opens
                    eve< ERROR :Closing link: * (Too many connections with this certificate)
                    eve<
                    phone connects as alice
                    bob> QUIT
                    bob< ERROR …
                    bob<
                    ada< :bob!bob@… QUIT :Quit
                    phone< :bob!bob@… QUIT :Quit
                    cyd connects
                    """);
        }
    }
}
