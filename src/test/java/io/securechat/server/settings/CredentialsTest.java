package io.securechat.server.settings;

import io.netty.util.ReferenceCounted;
import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.ChatServer;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.block.Blocks;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory of BoringSSL, which no garbage collector frees. */
@Timeout(60)
class CredentialsTest {
    @Test
    void aReplacedContextLivesAsLongAsItsConnectionsAndHandshakes() throws Exception {
        Credentials first = TestServer.credentials(TestServer.SERVER, TestServer.TRUST);
        Credentials second = TestServer.credentials(TestServer.SERVER, TestServer.TRUST);
        try (Journal journal = Journals.open("memory:");
                ChatServer server =
                        ChatServer.start(new TestSettings().build(), first, List.of(), journal, Blocks.inMemory());
                TestClient ada = connect(server);
                Socket early = connectTcp(server)) {
            ada.register("ada");
            awaitReferences(first, 3);

            server.renew(second, List.of());
            awaitReferences(first, 2);
            try (TestClient bob = new TestClient(early, TestServer.CLIENT, TestServer.SERVER.certificate());
                    TestClient eve = connect(server)) {
                bob.register("bob");
                eve.register("eve");
                awaitReferences(second, 2);
                ada.send("PING still");
                while (!ada.receiveLine().endsWith("PONG test.server :still")) {}
            }
            awaitReferences(first, 1);
            ada.send("QUIT");
            awaitReferences(first, 0);
            awaitReferences(second, 1);
        }
        awaitReferences(second, 0);
    }

    private static TestClient connect(ChatServer server) throws Exception {
        return new TestClient(server.address(), TestServer.CLIENT, TestServer.SERVER.certificate());
    }

    private static Socket connectTcp(ChatServer server) throws Exception {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    private static void awaitReferences(Credentials credentials, int count) {
        ReferenceCounted context = (ReferenceCounted) credentials.tls();
        while (context.refCnt() != count) {
            Thread.onSpinWait();
        }
    }
}
