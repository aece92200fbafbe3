package io.securechat.server;

import org.junit.jupiter.api.Test;

class UserCommandsTest {
    @Test
    void whoListsARoomOrAPerson() throws Exception {
        Script.play("""
                ada connects
                bob connects
                bob> AWAY :tea
                bob< … 306 …
                ada> WHO #lobby
                ada< :test.server 352 ada #lobby ada ….cert test.server ada H :0 ada
                ada< :test.server 352 ada #lobby bob ….cert test.server bob G :0 bob
                ada< :test.server 315 ada #lobby :End of WHO list
                ada> WHO Bob
                ada< :test.server 352 ada * bob ….cert test.server bob G :0 bob
                ada< :test.server 315 ada Bob :End of WHO list
                ada> WHO nobody
                ada< :test.server 315 ada nobody :End of WHO list
                """);
    }

    @Test
    void whoisShowsTheCertificateToItsHolderOnly() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> WHOIS bob
                ada< :test.server 311 ada bob bob ….cert * :bob
                ada< :test.server 319 ada bob :#lobby
                ada< :test.server 312 ada bob test.server :Test Net
                ada< :test.server 320 ada bob :is a guest: the certificate CN=… may be shared by many
                ada< :test.server 671 ada bob :is using a secure connection
                ada< :test.server 317 ada bob 0 1… :seconds idle, signon time
                ada< :test.server 318 ada bob :End of WHOIS list
                bob> AWAY :gone
                bob< … 306 …
                bob> WHOIS test.server bob
                bob< :test.server 311 bob bob bob ….cert * :bob
                bob< :test.server 319 bob bob :#lobby
                bob< :test.server 312 bob bob test.server :Test Net
                bob< :test.server 301 bob bob :gone
                bob< :test.server 320 bob bob :is a guest: the certificate CN=… may be shared by many
                bob< :test.server 671 bob bob :is using a secure connection
                bob< :test.server 276 bob bob :has client certificate fingerprint …
                bob< :test.server 317 bob bob 0 1… :seconds idle, signon time
                bob< :test.server 318 bob bob :End of WHOIS list
                ada> WHOIS nobody
                ada< :test.server 401 ada nobody :No such nick or channel
                ada< :test.server 318 ada nobody :End of WHOIS list
                """);
    }
}
