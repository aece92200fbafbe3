package io.securechat.server.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Connected users when trust changes or their certificate expires. */
class LiveCertificatesTest {
    private static final Identity ADA = TestCertificates.client(TestServer.CA, "ada");

    @Test
    void whoIsRevokedIsToldAndClosedAndTheOthersStay() throws Exception {
        try (TestServer server = new TestServer();
                TestClient bob = registered(server, TestServer.CLIENT, "bob");
                TestClient ada = registered(server, ADA, "ada")) {
            await(bob, "JOIN #lobby");
            server.renew(TestServer.SERVER, revoking(ADA));

            assertThat(ada.receive()).isEqualTo("ERROR :Closing link: ada (Certificate revoked)");
            assertThat(ada.receive()).isNull();
            assertThat(bob.receiveLine()).startsWith(":ada!").endsWith(" QUIT :Certificate revoked");
            assertAlive(bob);
            assertThatThrownBy(() -> registered(server, ADA, "ada"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("alert: certificate_revoked");
        }
    }

    @Test
    void allSessionsOfACertificateThatIsTrustedNoMoreAreClosed() throws Exception {
        try (TestServer server = new TestServer();
                TestClient ada = registered(server, ADA, "ada");
                TestClient bob = registered(server, TestServer.CLIENT, "bob");
                TestClient eve = server.connect()) {
            await(ada, "JOIN #lobby");
            eve.send("PING x");
            await(eve, "PONG test.server :x");
            server.renew(TestServer.SERVER, TestTrust.of(TestServer.CA.chain(), List.of()));

            assertThat(bob.receive()).isEqualTo("ERROR :Closing link: bob (Certificate no longer trusted)");
            assertThat(eve.receive()).isEqualTo("ERROR :Closing link: * (Certificate no longer trusted)");
            await(ada, "QUIT :Certificate no longer trusted");
            assertAlive(ada);
        }
    }

    @Test
    void whoseTimeIsOverIsClosedThen() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(3));
        Identity brief = TestCertificates.issuedBy(TestServer.CA, "brief")
                .forClient()
                .valid(Instant.now().minus(Duration.ofHours(1)), end)
                .make();
        try (TestServer server = new TestServer();
                TestClient bob = registered(server, TestServer.CLIENT, "bob");
                TestClient leaving = registered(server, brief, "brief")) {
            await(bob, "JOIN #lobby");
            assertThat(leaving.receive()).isEqualTo("ERROR :Closing link: brief (Certificate expired)");
            assertThat(Instant.now()).isBetween(end.minus(Duration.ofSeconds(1)), end.plus(Duration.ofSeconds(1)));
            await(bob, "QUIT :Certificate expired");
            assertAlive(bob);
        }
    }

    @Test
    void aHandshakeThatBeganUnderTheOldTrustIsJudgedByTheNewOne() throws Exception {
        try (TestServer server = new TestServer();
                Socket early = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            // As many as there are loops: then the one that is early has been accepted for sure.
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                registered(server, TestServer.CLIENT, "bob" + i).close();
            }
            server.renew(TestServer.SERVER, revoking(ADA));
            try (TestClient ada = new TestClient(early, ADA, TestServer.SERVER.certificate())) {
                assertThat(ada.receive()).isEqualTo("ERROR :Closing link: * (Certificate revoked)");
                assertThat(ada.receive()).isNull();
            }
        }
    }

    @Test
    void aNewServerCertificateDropsNobody() throws Exception {
        Identity renewed = TestCertificates.server(TestServer.CA);
        try (TestServer server = new TestServer();
                TestClient bob = registered(server, TestServer.CLIENT, "bob")) {
            server.renew(renewed, TestServer.TRUST);

            assertAlive(bob);
            assertThatThrownBy(() -> registered(server, ADA, "ada")).isInstanceOf(SSLException.class);
            try (TestClient ada = new TestClient(server.address(), ADA, renewed.certificate())) {
                ada.register("ada");
                await(bob, "JOIN #lobby");
                ada.send("PRIVMSG bob :still there?");
                await(bob, "PRIVMSG bob :still there?");
            }
        }
    }

    @Test
    void manyCertificatesAreJudgedAndNobodyIsForgotten() throws Exception {
        List<TestClient> people = new ArrayList<>();
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < 120; i++) {
                TestClient client = server.connect(TestCertificates.client(TestServer.CA, "p" + i));
                people.add(client);
                client.send("PING x");
                await(client, "PONG test.server :x");
            }
            server.renew(TestServer.SERVER, TestTrust.of(TestServer.CLIENT.chain(), List.of()));
            for (TestClient client : people) {
                assertThat(client.receive()).endsWith("(Certificate no longer trusted)");
            }
        } finally {
            for (TestClient client : people) {
                client.close();
            }
        }
    }

    private static Trust revoking(Identity identity) {
        return TestTrust.of(
                List.of(TestServer.CLIENT.certificate(), TestServer.CA.certificate()),
                List.of(TestCertificates.crl(TestServer.CA, identity.certificate())));
    }

    private static TestClient registered(TestServer server, Identity identity, String nick) throws Exception {
        TestClient client = server.connect(identity);
        client.register(nick);
        return client;
    }

    private static void assertAlive(TestClient client) throws IOException {
        client.send("PING alive");
        await(client, "PONG test.server :alive");
    }

    private static void await(TestClient client, String end) throws IOException {
        while (!client.receiveLine().endsWith(end)) {}
    }
}
