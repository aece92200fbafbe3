package io.securechat.server.command.channel;

import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.settings.Settings;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListingCommandsTest {
    @Test
    void namesAndListShowMembersAndChannels() throws Exception {
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
                ada> NAMES #LAB,#lobby
                ada< :test.server 353 ada = #lab :@ada
                ada< :test.server 366 ada #lab :End of NAMES list
                ada< :test.server 353 ada = #lobby :ada
                ada< :test.server 366 ada #lobby :End of NAMES list
                ada> NAMES #nowhere
                ada< :test.server 366 ada #nowhere :End of NAMES list
                ada> NAMES
                ada< :test.server 366 ada * :End of NAMES list
                ada> PART #lab
                ada< … PART #lab
                ada> LIST #lab
                ada< :test.server 321 ada Channel :Users  Name
                ada< :test.server 323 ada :End of LIST
                """);
    }

    @Test
    void listShowsChannelsThatMeetTheConditions() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> JOIN #lab,#lib
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada< … JOIN #lib
                ada< … 353 …
                ada< … 366 …
                ada> TOPIC #lib :books
                ada< … TOPIC …
                %s""".formatted(Stream.of(
                        found("LIST #LAB", "#lab"),
                        found("LIST *b", "#lab", "#lib"),
                        found("LIST #l?b,!*lab", "#lib"),
                        found("LIST #lab,#lobby", "#lobby", "#lab"),
                        found("LIST !#l?b", "#lobby"),
                        found("LIST >1", "#lobby"),
                        found("LIST <2 #l*", "#lab", "#lib"),
                        found("LIST <1"),
                        found("LIST T<1", "#lib"),
                        found("LIST T>1"),
                        found("LIST T<1,C<1,>0", "#lib"),
                        found("LIST C>1"),
                        found("LIST C<1", "#lobby", "#lab", "#lib"))
                .collect(Collectors.joining())));
    }

    private static String found(String command, String... rooms) {
        return "ada> " + command + "\nada< … 321 …\n"
                + Stream.of(rooms)
                        .map(room -> "ada< … 322 ada " + room + " …\n")
                        .collect(Collectors.joining())
                + "ada< … 323 …\n";
    }

    @Test
    void namesHaveThePrefixesOfTheClientsCapabilities() throws Exception {
        Script.play("""
                ada connects
                bob connects with multi-prefix
                eve connects with multi-prefix userhost-in-names
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> MODE #lab +v ada
                ada< … MODE #lab +v ada
                ada> NAMES #lab
                ada< … 353 ada = #lab :@ada
                ada< … 366 …
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 bob = #lab :@+ada bob
                bob< … 366 …
                ada< … JOIN #lab
                eve> JOIN #lab
                eve< … JOIN #lab
                eve< … 353 eve = #lab :@+ada!ada@….cert bob!bob@….cert eve!eve@….cert
                eve< … 366 …
                ada< … JOIN #lab
                bob< … JOIN #lab
                """);
    }

    @Test
    void invisibleUserIsVisibleToMembers() throws Exception {
        Script.play("""
                ada connects
                bob connects
                bob> MODE bob +i
                bob< …
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                ada> NAMES #lab
                ada< :test.server 366 ada #lab :End of NAMES list
                """);
    }

    @Test
    void noImplicitNamesLeavesTheCommand() throws Exception {
        Script.play("""
                ada connects with draft/no-implicit-names labeled-response batch
                ada> @label=1 JOIN #lab
                ada< @label=1 :ada!ada@… JOIN #lab
                ada> NAMES #lab
                ada< … 353 ada = #lab :@ada
                ada< … 366 ada #lab :End of NAMES list
                """);
    }

    @Test
    void manyNamesTakeSeveralLines() throws Exception {
        String nick = "n".repeat(28);
        String arrivals = IntStream.range(100, 120)
                .mapToObj(i -> nick + i + " connects\n")
                .collect(Collectors.joining());
        Script.play("ada connects\n" + arrivals + """
                ada> NAMES #lobby
                ada< :test.server 353 ada = #lobby :ada nnnnnnnnnnnnnnnnnnnnnnnnnnnn100 n…
                ada< :test.server 353 ada = #lobby :n…
                ada< :test.server 353 ada = #lobby :n…119
                ada< :test.server 366 ada #lobby :End of NAMES list
                """);
    }

    @Test
    void listLongerThanTheSendQueueComesInParts() throws Exception {
        Settings settings = TestServer.settings("#lobby", 4000, 60, 2000);
        String nick = "n".repeat(28);
        String arrivals = IntStream.range(100, 150)
                .mapToObj(i -> nick + i + " connects\n")
                .collect(Collectors.joining());
        try (TestServer server = new TestServer(settings, Journals.open("memory:"))) {
            Script.play(server, "ada connects\n" + arrivals + """
                    ada> NAMES #lobby
                    %sada< :test.server 366 ada #lobby :End of NAMES list
                    """.formatted("ada< … 353 …\n".repeat(8)));
        }
    }
}
