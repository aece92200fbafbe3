package io.securechat.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.securechat.Problem;
import io.securechat.cli.option.IdentityOptions;
import io.securechat.cli.option.TrustOptions;
import io.securechat.cli.service.ServiceManager;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.tls.SettableClock;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

@SuppressWarnings("try") // a reloader works on its own thread
class ReloaderTest {
    private static final Identity LAB = TestCertificates.ca("lab");

    private final BlockingQueue<ServerMaterial> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final List<String> restart = new CopyOnWriteArrayList<>();
    private final SettableClock clock = new SettableClock();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Reloader.class);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    @TempDir
    Path directory;

    @BeforeEach
    void listenToTheLog() {
        appender.start();
        logger.addAppender(appender);
        TestCertificates.write(directory, "ca", LAB);
        TestCertificates.write(directory, "server", TestCertificates.server(LAB));
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
    }

    @Test
    void whatHasChangedIsHandedOn() throws Exception {
        try (Reloader reloader = reloader()) {
            Files.writeString(directory.resolve("motd"), "Welcome.\nBe kind.");
            assertThat(take(received).motd()).containsExactly("Welcome.", "Be kind.");
            reloader.reload();
            assertThat(take(received).motd()).hasSize(2);
        }
    }

    @Test
    void whatIsBrokenIsToldOnceAndReadAgainWhenItIsMended() throws Exception {
        Path key = directory.resolve("server.key");
        try (Reloader reloader = reloader()) {
            awaitWarnings();
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
            awaitLog("ERROR reload failed, keeping the previous files: the private key " + key
                    + " is open to other users of this machine; chmod 600 " + key);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            take(received);
            awaitLog("INFO reloaded");
        }
    }

    @Test
    void onceADayItWarnsOfWhatEndsSoon() throws Exception {
        try (Reloader reloader = reloader()) {
            awaitWarnings();
            clock.set(clock.instant().plus(Duration.ofDays(1)).plusSeconds(1));
            awaitLog("WARN the server's certificate CN=server expired at ");
            awaitLog("WARN CA certificate CN=lab expired at ");
            assertThat(log).isEmpty();
            assertThat(received).isEmpty();
        }
    }

    @Test
    void aRunningServerAsksNobodyForAPassphrase() {
        Passphrase passphrase = new Passphrase(null, directory.resolve("server.key"));
        passphrase.stopPrompting();
        assertThatThrownBy(passphrase::get)
                .isInstanceOf(Problem.class)
                .hasMessageEndingWith("is now encrypted, and a running server cannot prompt for the passphrase");
    }

    @Test
    void optionsThatNeedARestartAreNamed() throws Exception {
        try (Reloader reloader = reloader()) {
            awaitWarnings();
            restart.add("port = 7000 (serve.conf, line 1)");
            restart.add("tls12 = true (serve.conf, line 2)");
            reloader.reload();
            take(received);
            awaitLog("WARN reloaded, except for what needs a restart: port = 7000 (serve.conf, line 1); tls12 = true "
                    + "(serve.conf, line 2)");
            awaitWarnings();
        }
    }

    private Reloader reloader() throws IOException {
        Path motd = Files.writeString(directory.resolve("motd"), "Welcome.");
        IdentityOptions identity =
                new IdentityOptions(directory.resolve("server.crt").toString());
        TrustOptions trust = CommandLine.populateCommand(
                new TrustOptions("client.crt"),
                "--trust-ca",
                directory.resolve("ca.crt").toString());
        ServerFiles files = new ServerFiles(identity, trust, new OperatorOptions(), null, motd);
        return new Reloader(
                files,
                () -> new LiveOptions.Reread(files, restart),
                Reloader.look(files.paths()),
                files.read(),
                clock,
                ServiceManager.of(Map.of()),
                received::add);
    }

    private void awaitLog(String start) throws InterruptedException {
        assertThat(take(log)).startsWith(start);
    }

    private void awaitWarnings() throws InterruptedException {
        awaitLog("WARN the server's certificate CN=server expires at ");
        awaitLog("WARN CA certificate CN=lab expires at ");
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }
}
