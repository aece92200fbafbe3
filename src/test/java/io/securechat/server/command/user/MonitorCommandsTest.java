package io.securechat.server.command.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.user.Monitors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitorCommandsTest {
    @Test
    void monitoredNickIsReportedOnlineAndOffline() throws Exception {
        Script.play("""
                ada connects
                ada> MONITOR + Bob,carol,b*,#lab,ada,BOB
                ada< :test.server 730 ada :ada!ada@….cert
                ada< :test.server 731 ada :Bob,carol
                ada> MONITOR + bob
                bob connects
                ada< :test.server 730 ada :bob!bob@….cert
                bob> NICK BOB
                ada< :bob!bob@… NICK BOB
                bob< :bob!bob@… NICK BOB
                bob> NICK carol
                ada< :BOB!bob@… NICK carol
                bob< :BOB!bob@… NICK carol
                ada< :test.server 731 ada :BOB
                ada< :test.server 730 ada :carol!bob@….cert
                ada> MONITOR S
                ada< :test.server 730 ada :carol!bob@….cert,ada!ada@….cert
                ada< :test.server 731 ada :Bob
                bob drops
                ada< :test.server 731 ada :carol
                ada< :carol!bob@… QUIT …
                ada> MONITOR - BOB,nobody
                ada> MONITOR L
                ada< :test.server 732 ada :carol,ada
                ada< :test.server 733 ada :End of MONITOR list
                ada> MONITOR C
                carol connects
                ada> MONITOR L
                ada< :test.server 733 ada :End of MONITOR list
                ada> MONITOR +
                ada< :test.server 461 ada MONITOR :Not enough parameters
                ada> MONITOR x
                ada< :test.server FAIL MONITOR INVALID_SUBCOMMAND x :The subcommands of MONITOR are + - C L S
                ada> MONITOR :
                ada< :test.server FAIL MONITOR INVALID_SUBCOMMAND * :The subcommands of MONITOR are + - C L S
                ada> MONITOR -
                ada< :test.server 461 ada MONITOR :Not enough parameters
                ada> MONITOR + ,
                ada> MONITOR + :
                ada> MONITOR - ,
                ada> MONITOR s
                ada> MONITOR c
                ada> MONITOR l
                ada< :test.server 733 ada :End of MONITOR list
                """);
    }

    @Test
    void certificateHolderReclaimsTheMonitoredNick() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> MONITOR + bob
                ada< :test.server 730 ada :bob!bob@….cert
                phone connects as bob
                ada< :bob!bob@… NICK bob-2
                ada< :test.server 731 ada :bob
                ada< :test.server 730 ada :bob!phone@….cert
                bob< :bob!bob@… NICK bob-2
                bob< :test.server NOTICE bob-2 :…
                """);
    }

    @Test
    void fullListRefusesNicks() throws Exception {
        try (TestServer server = new TestServer();
                TestClient client = server.connect()) {
            client.register("ada");
            for (int i = 0; i < Monitors.MAX_NICKS; i += 10) {
                client.send("MONITOR + "
                        + IntStream.range(i, i + 10)
                                .mapToObj(n -> "nick-number-" + n)
                                .collect(Collectors.joining(",")));
                assertThat(client.receiveLine()).startsWith(":test.server 731 ada :nick-number-" + i + ",");
            }
            client.send("MONITOR + nick-number-7,one,two");
            assertThat(client.receiveLine()).isEqualTo(":test.server 734 ada 100 one,two :Monitor list is full");
            client.send("MONITOR L");
            StringBuilder list = new StringBuilder();
            String line = client.receiveLine();
            for (; line.startsWith(":test.server 732 ada :"); line = client.receiveLine()) {
                assertThat(line.length()).isLessThanOrEqualTo(510);
                list.append(line.substring(line.lastIndexOf(':') + 1)).append(',');
            }
            assertThat(line).contains(" 733 ");
            assertThat(list.toString().split(",")).hasSize(Monitors.MAX_NICKS).doesNotHaveDuplicates();
        }
    }

    @Test
    void extendedMonitorReportsChangesOfUsers() throws Exception {
        Script.play("""
                ada connects with extended-monitor away-notify setname account-notify
                eve connects with away-notify setname account-notify
                bob connects with setname
                bob> PART #lobby
                bob< …
                ada< …
                eve< …
                ada> MONITOR + bob
                ada< :test.server 730 …
                eve> MONITOR + bob
                eve< :test.server 730 …
                bob> AWAY :tea
                bob< … 306 …
                ada< :bob!bob@… AWAY :tea
                bob> SETNAME :Robert the Builder
                bob< :bob!bob@… SETNAME :Robert the Builder
                ada< :bob!bob@… SETNAME :Robert the Builder
                bob> JOIN #lobby
                bob< …
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lobby
                ada< … AWAY :tea
                eve< … JOIN #lobby
                eve< … AWAY :tea
                bob> AWAY
                bob< … 305 …
                ada< :bob!bob@… AWAY
                eve< :bob!bob@… AWAY
                """);
    }
}
