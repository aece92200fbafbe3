package io.securechat.server.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.securechat.Await;
import io.securechat.Problem;
import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.session.SessionTest;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Blocks in a file that a running server follows. */
@Timeout(60)
class BlocksTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Blocks.class);
    private static final Identity ADA = TestCertificates.client(TestServer.CA, "ada");

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path path = Path.of("");
    private BlockFile file = new BlockFile(path, CLOCK);

    @AfterEach
    void leaveTheLog() {
        LOG.detachAppender(log);
    }

    @BeforeEach
    void name() {
        path = folder.resolve("chat.db-blocks");
        file = new BlockFile(path, CLOCK);
    }

    @Test
    void blockedUserIsDisconnectedAtOnceAndStaysOutAfterARestart() throws Exception {
        try (TestServer server = server();
                TestClient ada = server.connect(ADA);
                TestClient bob = server.connect(TestCertificates.client(TestServer.CA, "bob"))) {
            ada.register("ada");
            bob.register("bob");
            add("ADA", null, "stolen laptop");
            SessionTest.skipTo(ada, ":test.server 465 ada :You are blocked on this server: stolen laptop");
            SessionTest.skipTo(ada, "ERROR :Closing link: ada (You are blocked on this server: stolen laptop)");
            SessionTest.skipTo(bob, " QUIT :You are blocked on this server: stolen laptop");
        }
        try (TestServer server = server()) {
            Script.play(server, """
                    ada opens as ada
                    ada< :test.server 465 * :You are blocked on this server: stolen laptop
                    ada< ERROR :Closing link: * (You are blocked on this server: stolen laptop)
                    ada<
                    other opens as ada by another
                    other< … 465 …
                    other< ERROR …
                    other<
                    bob connects as bob
                    """);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void liftedBlockAdmitsAgain() throws Exception {
        Target ada = add("ada", null, "");
        file.change(BlockList.EMPTY, list -> list.without(ada));
        try (TestServer server = server()) {
            Script.play(server, "ada connects as ada");
        }
    }

    @Test
    void certificatesAreBlockedWithoutTheirAccount() throws Exception {
        add(CertificateName.fingerprint(ADA.certificate()), null, "");
        try (TestServer server = server();
                TestClient ada = server.connect(ADA)) {
            SessionTest.skipTo(ada, "ERROR ");
            Script.play(server, "phone connects as ada");
        }
    }

    @Test
    void addressesAreBlocked() throws Exception {
        add("127.0.0.0/8", null, "abuse");
        try (TestServer server = server()) {
            Script.play(server, """
                    ada opens as ada
                    ada< :test.server 465 * :You are blocked on this server: abuse
                    ada< ERROR …
                    ada<
                    """);
        }
    }

    @Test
    void blocksEnd() throws Exception {
        Instant past = CLOCK.instant().minus(Duration.ofHours(1));
        Target ada = target("ada");
        Files.writeString(
                path, Block.of(ada, Duration.ofMinutes(1), past, "olga", "").line());
        try (TestServer server = server()) {
            Script.play(server, "ada connects as ada");
        }
        add("bob", Duration.ofHours(1), "");
        assertThat(Files.readString(path)).doesNotContain("account ada").contains("account bob");
    }

    @Test
    void brokenFileKeepsThePreviousBlocksOfARunningServerAndStopsANewOne() throws Exception {
        Target bob = target("bob");
        try (Blocks blocks = new Blocks(file, CLOCK)) {
            add("ada", null, "");
            awaitBlocked(blocks, target("ada"));
            LOG.addAppender(log);
            log.start();
            Files.writeString(path, "account ada\n");
            awaitLog("keeping the previous blocks: line 1 of '" + path + "' is no block");
            assertThatThrownBy(() -> new Blocks(file, CLOCK))
                    .isInstanceOf(Problem.class)
                    .hasMessage("line 1 of '" + path + "' is no block");
            assertThatThrownBy(() -> blocks.change(list -> list.without(bob)).get())
                    .hasCauseInstanceOf(Problem.class);
            assertThat(blocks.list().blocks()).hasSize(1);
            Files.delete(path);
            blocks.change(list -> list.with(Block.of(bob, null, CLOCK.instant(), "olga", "")))
                    .get();
            assertThat(Files.readString(path)).contains("account ada", "account bob");
        }
    }

    private void awaitLog(String start) {
        Await.until(() -> List.copyOf(log.list).stream()
                .anyMatch(line -> line.getFormattedMessage().startsWith(start)));
    }

    @Test
    void severalProcessesLoseNoBlock() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "user" + i;
            threads.add(new Thread(() -> {
                for (int j = 0; j < 10; j++) {
                    add(name + "_" + j, null, "");
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(file.read().orElseThrow().blocks()).hasSize(40);
    }

    @Test
    void numberOfBlocksIsLimited() throws Exception {
        Files.writeString(
                path,
                IntStream.range(0, BlockList.MAX)
                        .mapToObj(i -> Block.of(target("user" + i), null, CLOCK.instant(), "olga", "x".repeat(300))
                                .line())
                        .collect(Collectors.joining("\n")));
        assertThat(file.read().orElseThrow().blocks()).hasSize(BlockList.MAX);
        add("user0", null, "again");
        assertThatThrownBy(() -> add("ada", null, ""))
                .isInstanceOf(Problem.class)
                .hasMessage("there are 2000 blocks already");
    }

    private TestServer server() {
        return new TestServer(new TestSettings().build(), Journals.open("memory:"), new Blocks(file, CLOCK));
    }

    private Target add(String name, @Nullable Duration duration, String reason) {
        Target target = target(name);
        file.change(BlockList.EMPTY, list -> list.with(Block.of(target, duration, CLOCK.instant(), "olga", reason)));
        return target;
    }

    private static Target target(String name) {
        return Target.parse(name).orElseThrow();
    }

    private static void awaitBlocked(Blocks blocks, Target target) {
        Await.until(() -> blocks.list().find(target, CLOCK.instant()) != null);
    }
}
