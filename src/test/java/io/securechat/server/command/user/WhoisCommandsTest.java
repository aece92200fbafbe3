package io.securechat.server.command.user;

import io.securechat.server.Script;
import org.junit.jupiter.api.Test;

class WhoisCommandsTest {
    @Test
    void whoisShowsTheCertificateToItsHolderOnly() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> WHOIS BOB
                ada< :test.server 311 ada bob bob ….cert * :bob
                ada< :test.server 319 ada bob :#lobby
                ada< :test.server 312 ada bob test.server :Test Net
                ada< :test.server 378 ada bob :is a guest: the certificate CN=… may be shared by many
                ada< :test.server 671 ada bob :is using a secure connection
                ada< :test.server 317 ada bob 0 1… :seconds idle, signon time
                ada< :test.server 318 ada BOB :End of WHOIS list
                bob> AWAY :gone
                bob< … 306 …
                bob> MODE bob +B
                bob< …
                bob> WHOIS test.* bob
                bob< :test.server 311 bob bob bob ….cert * :bob
                bob< :test.server 319 bob bob :#lobby
                bob< :test.server 312 bob bob test.server :Test Net
                bob< :test.server 301 bob bob :gone
                bob< :test.server 335 bob bob :is a bot
                bob< :test.server 378 bob bob :is a guest: the certificate CN=… may be shared by many
                bob< :test.server 671 bob bob :is using a secure connection
                bob< :test.server 379 bob bob :is using modes +B
                bob< :test.server 276 bob bob :has client certificate fingerprint …
                bob< :test.server 317 bob bob 0 1… :seconds idle, signon time
                bob< :test.server 318 bob bob :End of WHOIS list
                """);
    }

    @Test
    void absentNicksAreAnsweredOneByOne() throws Exception {
        Script.play("""
                ada connects
                ada> WHOIS nobody,#no
                ada< :test.server 401 ada nobody :No such nick or channel
                ada< :test.server 318 ada nobody :End of WHOIS list
                ada< :test.server 401 ada #no :No such nick or channel
                ada< :test.server 318 ada #no :End of WHOIS list
                ada> WHOIS elsewhere.example ada
                ada< :test.server 402 ada elsewhere.example :No such server
                ada> WHOIS
                ada< :test.server 431 ada :No nickname given
                ada> WHOIS a,b,c,d,e
                ada< :test.server 407 ada a,b,c,d,e :Too many targets
                """);
    }

    @Test
    void operatorsAreMarkedAndSeeMore() throws Exception {
        Script.play("""
                olga connects as olga
                ada connects
                ada> JOIN #lab
                ada< …
                ada< … 353 …
                ada< … 366 …
                ada> PART #lobby
                ada< …
                olga< …
                ada> WHOIS ada olga
                ada< :test.server 311 ada olga olga ….cert * :olga
                ada< :test.server 319 ada olga :#lobby
                ada< :test.server 312 …
                ada< :test.server 313 ada olga :is an IRC operator
                ada< :test.server 330 ada olga olga :is logged in as
                ada< :test.server 378 ada olga :is verified: CN=olga, issued by CN=Test CA
                ada< :test.server 671 …
                ada< :test.server 317 …
                ada< :test.server 318 ada olga :End of WHOIS list
                olga> WHOIS ada
                olga< :test.server 311 …
                olga< :test.server 319 olga ada :@#lab
                olga< :test.server 312 …
                olga< :test.server 378 …
                olga< :test.server 671 …
                olga< :test.server 379 olga ada :is using modes +
                olga< :test.server 276 …
                olga< :test.server 317 …
                olga< :test.server 318 …
                """);
    }

    @Test
    void whowasShowsFormerHolders() throws Exception {
        Script.play("""
                ada connects
                ada> WHOWAS bob
                ada< :test.server 406 ada bob :There was no such nickname
                ada< :test.server 369 ada bob :End of WHOWAS
                bob connects
                bob> NICK rob
                bob< …
                ada< …
                eve connects
                eve> NICK bob
                eve< …
                bob< …
                ada< …
                eve drops
                ada< … QUIT …
                bob< … QUIT …
                ada> WHOWAS BOB
                ada< :test.server 314 ada bob eve ….cert * :eve
                ada< :test.server 312 ada bob test.server :until 20…Z
                ada< :test.server 314 ada bob bob ….cert * :bob
                ada< :test.server 312 ada bob test.server :until 20…Z
                ada< :test.server 369 ada BOB :End of WHOWAS
                ada> WHOWAS bob,carol 1
                ada< :test.server 406 ada carol :There was no such nickname
                ada< :test.server 314 ada bob eve ….cert * :eve
                ada< :test.server 312 …
                ada< :test.server 369 ada bob,carol :End of WHOWAS
                ada> WHOWAS bob -1
                ada< … 314 …
                ada< … 312 …
                ada< … 314 …
                ada< … 312 …
                ada< … 369 …
                ada> WHOWAS
                ada< :test.server 431 ada :No nickname given
                """);
    }
}
