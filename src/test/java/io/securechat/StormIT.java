package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.ChatOptions;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.tls.TestTrust;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand clients are cut off in the midst of a burst, all come back at once, and have missed nothing. */
@Timeout(300)
class StormIT {
    private static final int PEOPLE = 1000;
    private static final int TALKERS = 10;
    private static final int EACH = 40;
    private static final int ALL = TALKERS * EACH;

    @TempDir
    Path directory;

    private final List<Person> people = new ArrayList<>();
    private Endpoint endpoint;
    private Program server;

    @BeforeEach
    void serve() throws Exception {
        try (Program gencert = Program.securechat(directory, "gencert")) {
            assertThat(gencert.exitCode()).isZero();
        }
        Identity identity = PemFiles.readIdentity(
                directory.resolve("client.crt"), directory.resolve("client.key"), () -> new char[0]);
        Trust trust = TestTrust.of(PemFiles.readCertificates(directory.resolve("server.crt")), List.of());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint = new Endpoint("127.0.0.1", free.getLocalPort(), identity, trust, true);
        }
        server = start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close(); // first, so that nobody says goodbye a thousand times over
        inParallel(Person::close);
    }

    @Test
    void everybodyEndsUpWithTheSameCompleteHistory() throws Exception {
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new Person("p" + i, endpoint));
        }
        inParallel(Person::connect);

        people.subList(0, TALKERS).forEach(talker -> talker.say(0, EACH / 2));
        assertThat(people.get(PEOPLE - 1).first.await(60, TimeUnit.SECONDS)).isTrue();
        server.kill();
        people.subList(0, TALKERS).forEach(talker -> talker.say(EACH / 2, EACH));
        server.close();
        server = start();

        for (Person person : people) {
            assertThat(person.all.await(120, TimeUnit.SECONDS))
                    .as("%s has heard %s of %s", person.name, person.heard.size(), ALL)
                    .isTrue();
        }
        List<String> history = people.get(0).heard();
        assertThat(new HashSet<>(history)).hasSize(ALL);
        for (Person talker : people.subList(0, TALKERS)) {
            assertThat(history.stream().filter(text -> text.startsWith(talker.name + " ")))
                    .isEqualTo(IntStream.range(0, EACH)
                            .mapToObj(i -> talker.name + " " + i)
                            .toList());
        }
        for (Person person : people) {
            assertThat(person.heard()).as(person.name).isEqualTo(history);
        }
    }

    private Program start() throws Exception {
        Program started =
                Program.securechat(directory, "serve", "--flood", "off", "--port", Integer.toString(endpoint.port()));
        started.await("is ready");
        return started;
    }

    private interface Action {
        void on(Person person) throws Exception;
    }

    private void inParallel(Action action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Future<?>> all = new ArrayList<>();
        for (Person person : people) {
            all.add(threads.submit(() -> {
                action.on(person);
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
    }

    /** A user of a client as in join, and the messages that it has shown. */
    private static final class Person implements Consumer<Event> {
        final String name;
        final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch first = new CountDownLatch(1);
        final CountDownLatch all = new CountDownLatch(ALL);
        private final ChatClient client;

        Person(String name, Endpoint endpoint) {
            this.name = name;
            this.client = new ChatClient(
                    endpoint, this, new ChatOptions(Optional.empty(), true, false, 0, 0, Optional.empty()));
        }

        void connect() throws Exception {
            client.connect(name);
        }

        void say(int from, int to) {
            IntStream.range(from, to).forEach(i -> client.say("#lobby", name + " " + i));
        }

        @Override
        public void accept(Event event) {
            if (event instanceof MessageEvent.Said said) {
                heard.add(said.utterance().text());
                first.countDown();
                all.countDown();
            }
        }

        List<String> heard() {
            synchronized (heard) {
                return List.copyOf(heard);
            }
        }

        void close() {
            client.close();
        }
    }
}
