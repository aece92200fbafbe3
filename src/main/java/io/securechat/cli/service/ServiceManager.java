package io.securechat.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import io.securechat.SafeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that started the server: systemd, or another one with the protocol of sd_notify(3). It receives the server's
 * state in datagrams to the Unix domain socket that {@code NOTIFY_SOCKET} names. Without that variable nothing is sent.
 */
public final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    private final byte @Nullable [] socket;
    private final @Nullable Duration watchdog;
    private boolean failed;

    private ServiceManager(byte @Nullable [] socket, @Nullable Duration watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /** Returns the manager that the variables {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID} name. */
    public static ServiceManager of(Map<String, String> environment) {
        byte[] socket = socket(environment.getOrDefault("NOTIFY_SOCKET", ""));
        return new ServiceManager(socket, socket == null ? null : watchdog(environment));
    }

    private static byte @Nullable [] socket(String name) {
        if (name.isEmpty()) {
            return null;
        }
        if (!name.startsWith("/") && !name.startsWith("@")) {
            LOG.warn(
                    "NOTIFY_SOCKET is '{}', which is neither a path nor an abstract socket: no notifications are sent",
                    SafeText.printable(name));
            return null;
        }
        byte[] socket = name.getBytes(UTF_8);
        if (socket[0] == '@') {
            socket[0] = 0;
        }
        return socket;
    }

    private static @Nullable Duration watchdog(Map<String, String> environment) {
        String process = environment.getOrDefault("WATCHDOG_PID", "");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        boolean meant = process.isEmpty()
                || process.equals(Long.toString(ProcessHandle.current().pid()));
        return meant && micros.matches("[1-9][0-9]{0,17}")
                ? Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros)))
                : null;
    }

    /** Returns the time within which the manager expects {@link #alive}; empty if it does not watch the server. */
    public Optional<Duration> watchdog() {
        return Optional.ofNullable(watchdog);
    }

    /**
     * Reports that the server accepts connections, after its start and after a reload.
     *
     * @param status its state in words, for {@code systemctl status}
     */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + SafeText.printable(status));
    }

    /** Reports that the server reads its files again; {@link #ready} follows. */
    public void reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    /** Reports that the server shuts down. */
    public void stopping() {
        send("STOPPING=1\nSTATUS=shutting down");
    }

    /** Reports that the threads of the server answer. */
    public void alive() {
        send("WATCHDOG=1");
    }

    private synchronized void send(String state) {
        if (socket == null) {
            return;
        }
        try {
            Epoll.ensureAvailability();
            Socket sender = Socket.newSocketDomainDgram();
            try {
                byte[] bytes = state.getBytes(UTF_8);
                ByteBuffer datagram = ByteBuffer.allocateDirect(bytes.length).put(bytes);
                sender.sendToDomainSocket(datagram, 0, bytes.length, socket);
                failed = false;
            } finally {
                sender.close();
            }
        } catch (IOException | LinkageError e) {
            if (!failed) {
                failed = true;
                LOG.warn("cannot notify the service manager at NOTIFY_SOCKET: {}", e.toString());
            }
        }
    }
}
