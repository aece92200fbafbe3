package io.securechat.server;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelCommandsTest {
    @Test
    void whoJoinsIsSeenAndSeesWhoIsThere() throws Exception {
        Script.play("""
                ada connects
                bob connects with userhost-in-names
                ada> JOIN #Lab
                ada< :ada!ada@… JOIN #Lab
                ada< :test.server 353 ada = #Lab :ada
                ada< :test.server 366 ada #Lab :End of NAMES list
                bob> JOIN #lab,#den
                bob< :bob!bob@… JOIN #Lab
                bob< :test.server 353 bob = #Lab :ada!ada@….cert bob!bob@….cert
                bob< :test.server 366 bob #Lab :End of NAMES list
                bob< :bob!bob@… JOIN #den
                bob< :test.server 353 bob = #den :bob!bob@….cert
                bob< :test.server 366 bob #den :End of NAMES list
                ada< :bob!bob@… JOIN #Lab
                bob> JOIN #lab
                """);
    }

    @Test
    void whoPartsGetsNothingAnyMore() throws Exception {
        Script.play("""
                ada connects
                bob connects
                bob> PART #lobby :tea
                bob< :bob!bob@… PART #lobby :tea
                ada< :bob!bob@… PART #lobby :tea
                ada> PRIVMSG #lobby :anybody?
                bob> PART #lobby,#nowhere
                bob< :test.server 442 bob #lobby :You're not on that channel
                bob< :test.server 403 bob #nowhere :No such channel
                ada> JOIN 0
                ada< :ada!ada@… PART #lobby
                """);
    }

    @Test
    void namesThatAreNoChannelsAreRefused() throws Exception {
        String channels = IntStream.range(1, 50).mapToObj(i -> "#" + i).collect(Collectors.joining(","));
        String joined = IntStream.range(1, 50)
                .mapToObj(i -> "ada< … JOIN #" + i + "\nada< … 353 …\nada< … 366 …\n")
                .collect(Collectors.joining());
        Script.play("""
                ada connects
                ada> JOIN lab
                ada< :test.server 403 ada lab :No such channel
                ada> JOIN #
                ada< :test.server 476 ada # :Bad channel name
                ada> JOIN #zero\u200bwidth
                ada< :test.server 476 ada #zero\u200bwidth :Bad channel name
                ada> JOIN %s
                %sada> JOIN #one-too-many
                ada< :test.server 405 ada #one-too-many :You have joined too many channels
                """.formatted(channels, joined));
    }

    @Test
    void theTopicIsToldToAllAndToThoseWhoComeLater() throws Exception {
        Script.play("""
                ada connects
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> TOPIC #lab
                ada< :test.server 331 ada #lab :No topic is set
                ada> TOPIC #lab :Analytical engines
                ada< :ada!ada@… TOPIC #lab :Analytical engines
                bob connects
                bob> TOPIC #lab
                bob< :test.server 442 bob #lab :You're not on that channel
                bob> JOIN #lab
                bob< :bob!bob@… JOIN #lab
                bob< :test.server 332 bob #lab :Analytical engines
                bob< :test.server 333 bob #lab ada!ada@….cert 1…
                bob< :test.server 353 bob = #lab :ada bob
                bob< :test.server 366 bob #lab :End of NAMES list
                ada< :bob!bob@… JOIN #lab
                bob> TOPIC #lab :
                bob< :bob!bob@… TOPIC #lab :
                ada< :bob!bob@… TOPIC #lab :
                """);
    }

    @Test
    void aLongTopicIsCutBetweenCharacters() throws Exception {
        Script.play("""
                ada connects
                ada> TOPIC #lobby :%s
                ada< :ada!ada@… TOPIC #lobby :%s
                """.formatted("é".repeat(200), "é".repeat(150)));
    }

    @Test
    void namesAndListTellWhatThereIs() throws Exception {
        Script.play("""
                ada connects
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> TOPIC #lab :Analytical engines
                ada< … TOPIC …
                ada> LIST
                ada< :test.server 321 ada Channel :Users  Name
                ada< :test.server 322 ada #lobby 1 :
                ada< :test.server 322 ada #lab 1 :Analytical engines
                ada< :test.server 323 ada :End of LIST
                ada> LIST #LAB
                ada< :test.server 321 ada Channel :Users  Name
                ada< :test.server 322 ada #lab 1 :Analytical engines
                ada< :test.server 323 ada :End of LIST
                ada> NAMES #lab,#nowhere
                ada< :test.server 353 ada = #lab :ada
                ada< :test.server 366 ada #lab :End of NAMES list
                ada< :test.server 366 ada #nowhere :End of NAMES list
                ada> PART #lab
                ada< … PART #lab
                ada> LIST #lab
                ada< :test.server 321 ada Channel :Users  Name
                ada< :test.server 323 ada :End of LIST
                """);
    }

    @Test
    void manyNamesAreSplitOverLines() throws Exception {
        String nick = "n".repeat(28);
        StringBuilder script = new StringBuilder("ada connects\nada> PART #lobby\nada< … PART #lobby\n");
        for (int i = 100; i < 120; i++) {
            script.append(nick + i + " connects\n");
        }
        script.append("ada> NAMES #lobby\n");
        String sources = "n".repeat(28) + "… " + "n".repeat(28) + "…";
        for (int i = 0; i < 3; i++) {
            script.append("ada< :test.server 353 ada = #lobby :" + sources + "\n");
        }
        script.append("ada< :test.server 366 ada #lobby :End of NAMES list\n");
        Script.play(script.toString());
    }
}
