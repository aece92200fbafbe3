package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Message;
import io.securechat.server.TestClient;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed again and again in the midst of its work: what anyone has seen is there, once, in order. */
class CrashIT {
    private static final int KILLS = 20;
    private static final int TALKERS = 8;
    private static final int IN_FLIGHT = 8;
    private static final int PAGE = 100;

    @TempDir
    Path directory;

    private Identity identity;
    private X509Certificate serverCertificate;
    private InetSocketAddress address;

    /** A server's life ends when so many messages are acknowledged. */
    private CountDownLatch life = new CountDownLatch(0);

    @BeforeEach
    void prepare() throws Exception {
        try (Program gencert = Program.securechat(directory, "gencert")) {
            assertThat(gencert.exitCode()).isZero();
        }
        identity = PemFiles.readIdentity(
                directory.resolve("client.crt"), directory.resolve("client.key"), () -> new char[0]);
        serverCertificate =
                PemFiles.readCertificates(directory.resolve("server.crt")).get(0);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(free.getInetAddress(), free.getLocalPort());
        }
    }

    @Test
    void nothingThatAnyoneHasSeenIsLostOrDoubled() throws Exception {
        List<Talker> talkers = new ArrayList<>();
        for (int i = 0; i < TALKERS; i++) {
            talkers.add(new Talker("talker" + i));
        }
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        ExecutorService threads = Executors.newFixedThreadPool(TALKERS);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                life = new CountDownLatch(random.nextInt(1, 1500));
                try (Program server = start()) {
                    List<Future<?>> talking = new ArrayList<>();
                    for (Talker talker : talkers) {
                        talking.add(threads.submit(talker::talk));
                    }
                    assertThat(life.await(60, TimeUnit.SECONDS)).isTrue();
                    server.kill();
                    for (Future<?> each : talking) {
                        await(each);
                    }
                }
            }
        } finally {
            threads.shutdownNow();
        }
        try (Program server = start()) {
            Map<String, String> history = history();
            assertThat(server.errors()).isEmpty();
            for (Talker talker : talkers) {
                talker.check(history, "seed " + seed);
            }
        }
    }

    private Program start() throws Exception {
        Program server =
                Program.securechat(directory, "serve", "--flood", "off", "--port", Integer.toString(address.getPort()));
        server.await("is ready");
        return server;
    }

    private static void await(Future<?> talking) throws InterruptedException {
        try {
            talking.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** All that the lobby's history has, by msgid, as a client reads it. */
    private Map<String, String> history() throws Exception {
        Map<String, String> history = new LinkedHashMap<>();
        try (TestClient auditor = connect("auditor")) {
            String selector = "timestamp=1970-01-01T00:00:00.000Z";
            for (int before = -1; before < history.size(); ) {
                before = history.size();
                auditor.send("CHATHISTORY AFTER #lobby " + selector + " " + PAGE);
                Message message = Message.parse(auditor.receiveLine());
                for (; !isEndOfBatch(message); message = Message.parse(auditor.receiveLine())) {
                    if (message.command().equals("PRIVMSG")) {
                        String id = message.tags().get("msgid");
                        assertThat(history.put(id, message.trailing())).isNull();
                        selector = "msgid=" + id;
                    }
                }
            }
        }
        return history;
    }

    private static boolean isEndOfBatch(Message message) {
        return message.command().equals("BATCH") && message.params().get(0).startsWith("-");
    }

    private TestClient connect(String nick) throws GeneralSecurityException, IOException {
        TestClient client = new TestClient(address, identity, serverCertificate);
        client.send("CAP REQ :batch echo-message labeled-response message-tags server-time draft/chathistory"
                + " securechat.io/nonce");
        client.send("NICK " + nick);
        client.send("USER " + nick + " 0 * :" + nick);
        client.send("CAP END");
        while (!client.receiveLine().contains(" 366 ")) {}
        return client;
    }

    /** Says one number after the other, over all the lives of the server, and remembers all that it has heard. */
    private final class Talker {
        private final String name;
        private final Map<String, String> seen = new LinkedHashMap<>();
        private final List<String> heardOfOthers = new ArrayList<>();
        private final Collection<Integer> unconfirmed = new LinkedHashSet<>();
        private int last;
        private int confirmed;

        Talker(String name) {
            this.name = name;
        }

        /** Talks until the connection ends; first it says again what was not confirmed in the server's life before. */
        void talk() {
            try (TestClient client = connect(name)) {
                for (int number : unconfirmed) {
                    say(client, number);
                }
                while (true) {
                    while (unconfirmed.size() < IN_FLIGHT) {
                        last++;
                        unconfirmed.add(last);
                        say(client, last);
                    }
                    hear(Message.parse(client.receiveLine()));
                }
            } catch (IOException | GeneralSecurityException e) {
                // The server is gone.
            }
        }

        private void say(TestClient client, int number) throws IOException {
            String nonce = name + "-" + number;
            client.send(
                    "@label=" + number + ";securechat.io/nonce=" + nonce + " PRIVMSG #lobby :" + name + " " + number);
        }

        private void hear(Message message) {
            if (!message.command().equals("PRIVMSG")) {
                return;
            }
            String id = String.valueOf(message.tags().get("msgid"));
            String label = message.tags().get("label");
            seen.put(id, message.trailing());
            if (label == null) {
                heardOfOthers.add(id);
            } else if (unconfirmed.remove(Integer.valueOf(label))) {
                confirmed++;
                life.countDown();
            }
        }

        void check(Map<String, String> history, String description) {
            List<String> mine = history.values().stream()
                    .filter(text -> text.startsWith(name + " "))
                    .toList();
            List<String> said = new ArrayList<>();
            for (int number = 1; number <= mine.size(); number++) {
                said.add(name + " " + number);
            }
            assertThat(mine).as("what %s has said, %s", name, description).isEqualTo(said);
            assertThat(mine.size()).as(description).isBetween(confirmed, last);
            assertThat(history).as("what %s has seen, %s", name, description).containsAllEntriesOf(seen);
            List<String> order = new ArrayList<>(history.keySet());
            order.retainAll(new HashSet<>(heardOfOthers));
            assertThat(heardOfOthers).as("in order, %s", description).isEqualTo(order);
        }
    }
}
