package io.securechat.server;

import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of a server under test: a test sets those that matter to it, the others have these defaults. */
public final class TestSettings {
    private String host = "127.0.0.1";
    private int port;
    private String name = "test.server";
    private @Nullable String lobby = "#lobby";
    private NamePolicy names = NamePolicy.AUTO;
    private int sendQueue = 1 << 20;
    private int pingSeconds = 60;
    private int maxConnections = 2000;
    private int maxPerCertificate;
    private int replay;
    private @Nullable String operPassword;
    private Settings.@Nullable Rate flood;
    private int largeRoom = 1000;

    TestSettings host(String host) {
        this.host = host;
        return this;
    }

    TestSettings port(int port) {
        this.port = port;
        return this;
    }

    public TestSettings name(String name) {
        this.name = name;
        return this;
    }

    public TestSettings lobby(@Nullable String lobby) {
        this.lobby = lobby;
        return this;
    }

    public TestSettings names(NamePolicy names) {
        this.names = names;
        return this;
    }

    public TestSettings sendQueue(int sendQueue) {
        this.sendQueue = sendQueue;
        return this;
    }

    public TestSettings pingSeconds(int pingSeconds) {
        this.pingSeconds = pingSeconds;
        return this;
    }

    public TestSettings maxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
        return this;
    }

    public TestSettings maxPerCertificate(int maxPerCertificate) {
        this.maxPerCertificate = maxPerCertificate;
        return this;
    }

    public TestSettings replay(int replay) {
        this.replay = replay;
        return this;
    }

    public TestSettings operPassword(@Nullable String operPassword) {
        this.operPassword = operPassword;
        return this;
    }

    public TestSettings flood(Settings.Rate flood) {
        this.flood = flood;
        return this;
    }

    public TestSettings largeRoom(int largeRoom) {
        this.largeRoom = largeRoom;
        return this;
    }

    /** Builds the settings, with Olga as the operator. */
    public Settings build() {
        return new Settings(
                host,
                port,
                name,
                "Test Net",
                lobby,
                names,
                replay,
                new Settings.Operators(Set.of("olga"), operPassword),
                new Settings.Limits(
                        sendQueue,
                        Duration.ofSeconds(pingSeconds),
                        maxConnections,
                        maxPerCertificate,
                        flood,
                        largeRoom));
    }
}
