package io.securechat.server.command.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhoCommandsTest {
    @Test
    void whoFindsARoomAUserOrAMask() throws Exception {
        Script.play("""
                ada connects
                bob connects
                bob> AWAY :tea
                bob< … 306 …
                ada> WHO #LOBBY
                ada< :test.server 352 ada #lobby ada ….cert test.server ada H :0 ada
                ada< :test.server 352 ada #lobby bob ….cert test.server bob G :0 bob
                ada< :test.server 315 ada #LOBBY :End of WHO list
                ada> WHO Bob
                ada< :test.server 352 ada * bob ….cert test.server bob G :0 bob
                ada< :test.server 315 ada Bob :End of WHO list
                ada> WHO B?B!*
                ada< :test.server 352 ada * bob ….cert test.server bob G :0 bob
                ada< :test.server 315 ada B?B!* :End of WHO list
                ada> WHO nobody
                ada< :test.server 315 ada nobody :End of WHO list
                ada> WHO *.cert
                ada< … 352 ada * ada …
                ada< … 352 ada * bob …
                ada< :test.server 315 ada *.cert :End of WHO list
                ada> WHO #nowhere
                ada< :test.server 315 ada #nowhere :End of WHO list
                ada> WHO 0
                ada< … 352 ada * ada …
                ada< … 352 ada * bob …
                ada< :test.server 315 ada 0 :End of WHO list
                ada> WHO
                ada< :test.server 461 ada WHO :Not enough parameters
                """);
    }

    @Test
    void invisibleUserIsFoundByItsNickOnly() throws Exception {
        Script.play("""
                ada connects
                ada> MODE ada +i
                ada< …
                bob connects
                bob> MODE bob +i
                bob< …
                bob> PART #lobby
                bob< …
                ada< …
                ada> WHO b*
                ada< :test.server 315 ada b* :End of WHO list
                ada> WHO bob
                ada< … 352 ada * bob …
                ada< … 315 …
                bob> WHO #lobby
                bob< :test.server 315 bob #lobby :End of WHO list
                ada> MODE ada -i
                ada< …
                bob> WHO #lobby
                bob< … 352 bob #lobby ada …
                bob< … 315 …
                bob> WHO a*
                bob< … 352 bob * ada …
                bob< … 315 …
                """);
    }

    @Test
    void operatorsAndFoundersAreMarked() throws Exception {
        Script.play("""
                ada connects
                olga connects as olga
                olga> JOIN #lab
                olga< …
                olga< … 353 …
                olga< … 366 …
                ada> JOIN #lab
                ada< …
                ada< … 353 …
                ada< … 366 …
                olga< …
                ada> WHO #lab
                ada< :test.server 352 ada #lab olga ….cert test.server olga H*@ :0 olga
                ada< :test.server 352 ada #lab ada ….cert test.server ada H :0 ada
                ada< :test.server 315 ada #lab :End of WHO list
                ada> WHO * o
                ada< :test.server 352 ada * olga ….cert test.server olga H* :0 olga
                ada< :test.server 315 ada * :End of WHO list
                """);
    }

    @Test
    void whoxShowsRequestedFieldsInOrder() throws Exception {
        Script.play("""
                ada connects
                alice connects as alice
                alice> SETNAME :Alice in Chains
                ada> WHO alice %rodalfnshiuct,042
                ada< :test.server 354 ada 042 * alice 255.255.255.255 ….cert test.server alice H 0 0 alice n/a :Alice in Chains
                ada< :test.server 315 ada alice :End of WHO list
                ada> WHO #lobby %na
                ada< :test.server 354 ada ada 0
                ada< :test.server 354 ada alice alice
                ada< :test.server 315 ada #lobby :End of WHO list
                ada> WHO #lobby o%n
                ada< :test.server 315 ada #lobby :End of WHO list
                ada> WHO alice %tn,12345
                ada< :test.server 354 ada 0 alice
                ada< :test.server 315 ada alice :End of WHO list
                """);
    }

    @Test
    void answerLongerThanTheSendQueueIsComplete() throws Exception {
        Settings settings = TestServer.settings("#lobby", 16_384, 60, 2000);
        int people = 100;
        int times = 1_000;
        List<TestClient> others = new ArrayList<>();
        try (TestServer server = new TestServer(settings, Journals.open("memory:"));
                TestClient ada = server.connect()) {
            ada.register("ada");
            for (int i = 0; i < people; i++) {
                TestClient other = server.connect();
                others.add(other);
                other.send("NICK n" + i);
                other.send("USER n 0 * :" + "x".repeat(User.MAX_REAL_NAME));
                while (!other.receiveLine().contains(" 366 ")) {}
            }
            // About 25 MB, more than the sockets' buffers hold.
            ada.send(String.join("\r\n", Collections.nCopies(times, "WHO #lobby")));
            int rows = 0;
            for (int ends = 0; ends < times; ) {
                String line = ada.receiveLine();
                rows += line.contains(" 352 ") ? 1 : 0;
                ends += line.contains(" 315 ") ? 1 : 0;
            }
            assertThat(rows).isEqualTo((people + 1) * times);
        } finally {
            for (TestClient other : others) {
                other.close();
            }
        }
    }
}
