package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.Journal;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
                new TestServer(new TestSettings().maxConnections(1).build(), Journal.open("memory:"))) {
            connect(server, Unfinished.PER_NETWORK + TOO_MANY);
            for (Socket oldest : idle.subList(0, TOO_MANY)) {
                assertThat(isClosedByServer(oldest)).isTrue();
            }
            try (TestClient ada = server.connect()) { // takes the place of one more, until its handshake is complete
                ada.register("ada");
            }
            connect(server, 1);
            Socket last = idle.get(idle.size() - 1);
            last.setSoTimeout(200);
            assertThat(isClosedByServer(last)).isFalse();
        }
    }

    @Test
    void aStopDoesNotWaitForThem() throws Exception {
        TestServer server = new TestServer();
        connect(server, 3);
        try (TestClient ada = server.connect()) {
            ada.register("ada"); // and so the others are accepted, too
            long start = System.nanoTime();
            server.close();
            // Waiting for them would take all of the time that is given to those who are told goodbye.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private void connect(TestServer server, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            idle.add(new Socket(server.address().getAddress(), server.address().getPort()));
        }
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
