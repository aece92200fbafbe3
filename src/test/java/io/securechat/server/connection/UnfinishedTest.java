package io.securechat.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.store.Journals;
import io.securechat.server.ChatServer;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that never go on with their handshake. */
class UnfinishedTest {
    private static final int TOO_MANY = 20;

    private final List<Socket> idle = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
    }

    @Test
    void oneMoreTakesThePlaceOfTheOldestAndOthersComeIn() throws Exception {
        try (TestServer server =
                new TestServer(new TestSettings().maxConnections(1).build(), Journals.open("memory:"))) {
            connect(server, Unfinished.PER_NETWORK + TOO_MANY);
            for (Socket oldest : idle.subList(0, TOO_MANY)) {
                assertThat(isClosedByServer(oldest)).isTrue();
            }
            try (TestClient ada = server.connect()) { // takes the place of one more, until its handshake is complete
                ada.register("ada");
                Socket last = connect(server);
                try (TestClient bob = new TestClient(last, TestServer.CLIENT, TestServer.SERVER.certificate())) {
                    assertThat(bob.receive()).isEqualTo("ERROR :Closing link: * (The server is full)");
                }
            }
        }
    }

    @Test
    void aStopDoesNotWaitForThem() throws Exception {
        TestServer server = new TestServer();
        connect(server, 3);
        try (TestClient ada = server.connect()) {
            ada.register("ada"); // and so the others are accepted, too
            CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
            assertThat(ada.receive()).isEqualTo("ERROR :Closing link: ada (The server is shutting down)");
            for (Socket socket : idle) {
                socket.setSoTimeout(
                        ChatServer.FAREWELL_SECONDS * 1000 / 2); // they are not left until this time is over
                assertThat(isClosedByServer(socket)).isTrue();
            }
            stop.join();
        }
    }

    private void connect(TestServer server, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            idle.add(connect(server));
        }
    }

    private static Socket connect(TestServer server) throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    private static boolean isClosedByServer(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
