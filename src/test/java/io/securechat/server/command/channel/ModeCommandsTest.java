package io.securechat.server.command.channel;

import io.securechat.server.Script;
import io.securechat.server.mode.MaskLists;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModeCommandsTest {
    /** ada is the operator of #lab, bob is a member. */
    private static final String LAB = """
            ada connects
            bob connects
            ada> JOIN #lab
            ada< … JOIN #lab
            ada< … 353 …
            ada< … 366 …
            bob> JOIN #lab
            bob< … JOIN #lab
            bob< … 353 …
            bob< … 366 …
            ada< … JOIN #lab
            """;

    @Test
    void effectiveChangesAreAnnouncedInOneLine() throws Exception {
        Script.play(LAB + """
                ada> MODE #LAB +ntmv-o+k-i BOB bob secret
                ada< :ada!ada@… MODE #lab +mvk bob secret
                bob< :ada!ada@… MODE #lab +mvk bob secret
                ada> MODE #lab +kv secret bob
                ada> MODE #lab
                ada< :test.server 324 ada #lab +mntk secret
                ada< :test.server 329 ada #lab 1…
                ada> MODE #lab -mnt-kk+l * * 5
                ada< :ada!ada@… MODE #lab -mntk+l * 5
                bob< :ada!ada@… MODE #lab -mntk+l * 5
                ada> MODE #lab -l
                ada< :ada!ada@… MODE #lab -l
                bob< :ada!ada@… MODE #lab -l
                ada> MODE #lab
                ada< :test.server 324 ada #lab +
                ada< :test.server 329 ada #lab 1…
                """);
    }

    @Test
    void keyIsHiddenFromOutsiders() throws Exception {
        Script.play(LAB + """
                eve connects
                ada> MODE #lab +kl secret 9
                ada< … MODE #lab +kl secret 9
                bob< … MODE #lab +kl secret 9
                eve> MODE #lab
                eve< :test.server 324 eve #lab +ntkl * 9
                eve< :test.server 329 eve #lab 1…
                bob> MODE #lab
                bob< :test.server 324 bob #lab +ntkl secret 9
                bob< :test.server 329 bob #lab 1…
                """);
    }

    @Test
    void missingPrivilegeIsReportedOnce() throws Exception {
        Script.play(LAB + """
                eve connects
                bob> MODE #lab +imo bob
                bob< :test.server 482 bob #lab :You're not a channel operator
                eve> MODE #lab +im
                eve< :test.server 442 eve #lab :You're not on that channel
                eve> MODE #lab b
                eve< :test.server 442 eve #lab :You're not on that channel
                eve> MODE #nowhere +i
                eve< :test.server 403 eve #nowhere :No such channel
                """);
    }

    @Test
    void errorDoesNotStopTheOtherChanges() throws Exception {
        Script.play(LAB + """
                eve connects
                ada> MODE #lab +zoovmXz nobody eve bob
                ada< :test.server 472 ada z :is an unknown mode character to me
                ada< :test.server 472 ada X :is an unknown mode character to me
                ada< :test.server 401 ada nobody :No such nick or channel
                ada< :test.server 441 ada eve #lab :They aren't on that channel
                ada< :ada!ada@… MODE #lab +vm bob
                bob< :ada!ada@… MODE #lab +vm bob
                ada> MODE #lab +k :two words
                ada< :test.server 696 ada #lab k * :A key has 1 to 32 visible ASCII characters and no comma
                ada> MODE #lab +k a,b
                ada< :test.server 696 ada #lab k * :A key has 1 to 32 visible ASCII characters and no comma
                ada> MODE #lab +l 0
                ada< :test.server 696 ada #lab l 0 :A limit is a whole number above 0
                ada> MODE #lab +b :a b
                ada< :test.server 696 ada #lab b * :Not a valid mask
                ada> MODE #lab +klo
                """);
    }

    @Test
    void operatorMayResign() throws Exception {
        Script.play(LAB + """
                ada> MODE #lab +o-o bob ada
                ada< … MODE #lab +o-o bob ada
                bob< … MODE #lab +o-o bob ada
                ada> MODE #lab +o ada
                ada< :test.server 482 ada #lab :You're not a channel operator
                """);
    }

    @Test
    void listsShowAuthorAndTime() throws Exception {
        Script.play(LAB + """
                ada> MODE #lab +bbb eve EVE!*@* m:a:Mallory
                ada< :ada!ada@… MODE #lab +bb eve!*@* m:a:Mallory
                bob< :ada!ada@… MODE #lab +bb eve!*@* m:a:Mallory
                ada> MODE #lab +eI carl *@home
                ada< :ada!ada@… MODE #lab +eI carl!*@* *!*@home
                bob< :ada!ada@… MODE #lab +eI carl!*@* *!*@home
                bob> MODE #lab bb
                bob< :test.server 367 bob #lab eve!*@* ada!ada@….cert 1…
                bob< :test.server 367 bob #lab m:a:Mallory ada!ada@….cert 1…
                bob< :test.server 368 bob #lab :End of channel ban list
                bob> MODE #lab +e
                bob< :test.server 482 bob #lab :You're not a channel operator
                bob> MODE #lab I
                bob< :test.server 482 bob #lab :You're not a channel operator
                ada> MODE #lab eI
                ada< :test.server 348 ada #lab carl!*@* ada!ada@….cert 1…
                ada< :test.server 349 ada #lab :End of channel exception list
                ada< :test.server 346 ada #lab *!*@home ada!ada@….cert 1…
                ada< :test.server 347 ada #lab :End of channel invite exception list
                ada> MODE #lab -bbe Eve nobody x
                ada< :ada!ada@… MODE #lab -b eve!*@*
                bob< :ada!ada@… MODE #lab -b eve!*@*
                """);
    }

    @Test
    void fullListRefusesMasks() throws Exception {
        String bans = IntStream.range(0, MaskLists.MAX / 10)
                .mapToObj(i -> {
                    String masks = IntStream.range(0, 10)
                            .mapToObj(j -> "n" + i + "-" + j)
                            .collect(Collectors.joining(" "));
                    return "ada> MODE #lab +" + "b".repeat(10) + " " + masks + "\nada< … MODE …\nbob< … MODE …\n";
                })
                .collect(Collectors.joining());
        Script.play(LAB + bans + """
                ada> MODE #lab +be n0-0 one-more
                ada< :test.server 478 ada #lab e :Channel list is full
                """);
    }

    @Test
    void longChangeTakesTwoLines() throws Exception {
        String mask = "x".repeat(96);
        Script.play(LAB + """
                ada> MODE #lab +bbbb 1%s 2%s 3%s 4%s
                ada< … MODE #lab +bbbb 1… 2… 3… 4…
                bob< … MODE #lab +bbbb 1… 2… 3… 4…
                ada> MODE #lab -bbbb 1%s 2%s 3%s 4%s
                ada< … MODE #lab -bbbb 1… 2… 3… 4…
                bob< … MODE #lab -bbbb 1… 2… 3… 4…
                """.replace("%s", mask));
    }

    @Test
    void serverOperatorControlsEveryRoom() throws Exception {
        Script.play(LAB + """
                olga connects as olga
                olga> MODE #lab +m-o ada
                olga< :olga!olga@… MODE #lab +m-o ada
                ada< :olga!olga@… MODE #lab +m-o ada
                bob< :olga!olga@… MODE #lab +m-o ada
                olga> KICK #lab bob
                olga< :olga!olga@… KICK #lab bob :olga
                ada< :olga!olga@… KICK #lab bob :olga
                bob< :olga!olga@… KICK #lab bob :olga
                """);
    }
}
