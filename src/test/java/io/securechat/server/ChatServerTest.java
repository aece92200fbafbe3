package io.securechat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Await;
import io.securechat.Problem;
import io.securechat.history.store.Journals;
import io.securechat.server.block.Blocks;
import io.securechat.server.limit.HandshakeGuard;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ChatServerTest {
    @Test
    void strangersNeverReachTheChatAndReadWhy() throws Exception {
        Identity stranger = new SelfSigned(Clock.systemUTC(), Duration.ofDays(1)).client();
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < 20; i++) {
                try (TestClient eve = new TestClient(server.address(), stranger, TestServer.SERVER.certificate())) {
                    assertThatThrownBy(() -> {
                                eve.send("NICK eve\r\nUSER eve 0 * :Eve");
                                eve.receive();
                            })
                            .isInstanceOf(SSLException.class)
                            .hasMessageContaining("alert: unknown_ca");
                }
            }
            Script.play(server, """
                    ada connects
                    ada> WHOIS eve
                    ada< … 401 ada eve :No such nick or channel
                    ada< … 318 …
                    """);
        }
    }

    @Test
    void whoIsTurnedAwayAfterTheHandshakeReadsWhyEvenWhileSpeaking() throws Exception {
        try (TestServer server = new TestServer(NamePolicy.CERTIFICATE, 0)) {
            for (int i = 0; i < 20; i++) {
                try (TestClient guest = server.connect()) {
                    guest.send("CAP LS 302\r\nNICK guest\r\nUSER guest 0 * :Guest");
                    guest.send("PING x");
                    assertThat(guest.receive()).startsWith("ERROR :Closing link: * (The certificate CN=");
                    assertThat(guest.receive()).isNull();
                }
            }
        }
    }

    @Test
    void whatIsNotTlsIsClosedAndHarmsNobody() throws Exception {
        try (TestServer server = new TestServer();
                Socket http = connect(server.address())) {
            http.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            http.setSoTimeout(60_000);
            assertThat(bytesUntilEnd(http)).isLessThan(100);
            Script.play(server, "ada connects\nada> PING x\nada< … PONG test.server :x");
        }
    }

    @Test
    void aThousandHandshakesThatNeverEndKeepNobodyOutAndAreClosedInTheEnd() throws Exception {
        List<Socket> halfOpen = new ArrayList<>();
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < 1000; i++) {
                halfOpen.add(connect(server.address()));
            }
            Script.play(server, "ada connects\nada> PING x\nada< … PONG test.server :x");
            for (Socket socket : halfOpen) {
                socket.setSoTimeout(60_000);
                assertThat(bytesUntilEnd(socket)).isLessThan(100);
            }
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    @Test
    void aFloodOfFailingHandshakesIsTurnedAwayAndItsAddressIsFreeAgainAMomentLater() throws Exception {
        try (TestServer server = new TestServer()) {
            int failures = 0;
            while (getsIn(server)) {
                assertThat(failures).isLessThan(20 * HandshakeGuard.BURST);
                for (int i = 0; i < 50; i++, failures++) {
                    try (Socket http = connect(server.address())) {
                        http.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
                        bytesUntilEnd(http);
                    }
                }
            }
            assertThat(failures).isGreaterThanOrEqualTo(HandshakeGuard.BURST);
            Await.until(() -> getsIn(server));
        }
    }

    private static boolean getsIn(TestServer server) {
        try (TestClient client = server.connect()) {
            client.send("PING x");
            return client.receive() != null;
        } catch (IOException turnedAway) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneTooManyIsTurnedAway() throws Exception {
        Settings settings = TestServer.settings("#lobby", 1 << 20, 60, 1);
        try (TestServer server = new TestServer(settings, Journals.open("memory:"));
                TestClient ada = server.connect()) {
            ada.send("PING x");
            assertThat(ada.receive()).endsWith("PONG test.server :x");
            try (TestClient bob = server.connect()) {
                assertThat(bob.receive()).isEqualTo("ERROR :Closing link: * (The server is full)");
            }
        }
    }

    @Test
    void aReaderThatDoesNotReadIsClosedWhenItsSendQueueIsFullAndNobodyElseNotices() throws Exception {
        Settings settings = TestServer.settings("#lobby", 65_536, 60, 100);
        try (TestServer server = new TestServer(settings, Journals.open("memory:"));
                TestClient slow = server.connect();
                TestClient ada = server.connect()) {
            slow.register("slow");
            ada.register("ada");
            String text = "x".repeat(400);
            boolean closed = false;
            int sent = 0;
            for (; sent < 200_000 && !closed; sent++) {
                ada.send("PRIVMSG #lobby :" + text);
                if (sent % 100 == 99) {
                    ada.send("PING " + sent);
                    String line = ada.receiveLine();
                    while (!line.endsWith(":" + sent)) {
                        assertThat(line).contains(":slow!slow@", "QUIT :SendQ exceeded");
                        closed = true;
                        line = ada.receiveLine();
                    }
                }
            }
            assertThat(closed).as("closed after %s messages", sent).isTrue();
        }
    }

    @Test
    void aSilentPeerIsAskedForASignOfLifeAndThenGivenUp() throws Exception {
        Settings settings = TestServer.settings(null, 1 << 20, 1, 100);
        try (TestServer server = new TestServer(settings, Journals.open("memory:"));
                TestClient silent = server.connect();
                TestClient alive = server.connect()) {
            silent.send("NICK silent");
            alive.send("NICK alive");
            for (int i = 0; i < 3; i++) {
                assertThat(alive.receive()).isEqualTo("PING test.server");
                alive.send("PONG test.server");
            }
            assertThat(silent.receive()).isEqualTo("PING test.server");
            assertThatThrownBy(() -> {
                        if (silent.receive() == null) {
                            throw new IOException("the end");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whenItStopsItSaysGoodbye() throws Exception {
        TestServer server = new TestServer();
        try (TestClient ada = server.connect()) {
            ada.register("ada");
            server.close();
            assertThat(ada.receive()).isEqualTo("ERROR :Closing link: ada (The server is shutting down)");
            assertThat(ada.receive()).isNull();
            assertThatThrownBy(() -> connect(server.address()).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAddressThatCannotBeHadIsAProblem() {
        try (TestServer server = new TestServer()) {
            int port = server.address().getPort();
            assertThatThrownBy(() -> start("127.0.0.1", port))
                    .isInstanceOf(Problem.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + port + ": the port is in use")
                    .extracting(problem -> ((Problem) problem).hint())
                    .asString()
                    .contains("serve --port " + (port + 1));
        }
        assertThatThrownBy(() -> start("no.such.host.invalid", 0))
                .isInstanceOf(Problem.class)
                .hasMessage("cannot listen on 'no.such.host.invalid': there is no such host");
        assertThatThrownBy(() -> start("192.0.2.1", 0))
                .isInstanceOf(Problem.class)
                .hasMessage("cannot listen on 192.0.2.1:0: this machine does not have that address");
    }

    private static void start(String host, int port) {
        Settings settings = new TestSettings().host(host).port(port).build();
        ChatServer.start(
                        settings,
                        TestServer.credentials(TestServer.SERVER, TestServer.TRUST),
                        List.of(),
                        Journals.open("memory:"),
                        Blocks.inMemory())
                .close();
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        return new Socket(address.getAddress(), address.getPort());
    }

    private static int bytesUntilEnd(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length;
        } catch (SocketException reset) {
            return 0;
        }
    }
}
