package io.securechat.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Program;
import io.securechat.cli.Main;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {
    @TempDir
    Path directory;

    @Test
    void serverReportsItsStartItsReloadsAndItsEnd() throws Exception {
        String name = directory.resolve("notify").toString();
        try (NotifySocket socket = new NotifySocket(name);
                Program server = Program.start(
                        directory,
                        List.of(
                                "env",
                                "NOTIFY_SOCKET=" + name,
                                "WATCHDOG_USEC=60000000",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                Program.classPath(),
                                Main.class.getName(),
                                "serve",
                                "--dev",
                                "--port",
                                "0"))) {
            assertThat(socket.take("READY=1")).startsWith("READY=1\nSTATUS=listening on 127.0.0.1:");
            assertThat(socket.take()).isEqualTo("WATCHDOG=1");
            server.signal("HUP");
            assertThat(socket.take()).matches("RELOADING=1\nMONOTONIC_USEC=\\d+");
            assertThat(socket.take()).isEqualTo("READY=1\nSTATUS=reloaded");
            server.terminate();
            assertThat(socket.take()).startsWith("STOPPING=1\n");
            assertThat(server.exitCode()).as(server.toString()).isZero();
        }
    }

    @Test
    void abstractSocket() throws Exception {
        String name = "@securechat/" + UUID.randomUUID();
        try (NotifySocket socket = new NotifySocket(name)) {
            ServiceManager.of(Map.of("NOTIFY_SOCKET", name)).ready("r\u00e9ady\nREADY=0");
            assertThat(socket.take()).startsWith("READY=1\nSTATUS=r\u00e9ady").hasLineCount(2);
        }
    }

    @Test
    void absentOrUnreachableManagerDoesNoHarm() {
        ServiceManager.of(Map.of()).ready("alone");
        ServiceManager.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234")).ready("alone");
        ServiceManager.of(Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString()))
                .ready("alone");
    }

    @Test
    void watchdogIsForTheProcessThatItNames() {
        String socket = "@securechat/nobody";
        String self = Long.toString(ProcessHandle.current().pid());
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", self)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000")))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1")))
                .isZero();
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "soon")))
                .isZero();
        assertThat(watchdog(Map.of("WATCHDOG_USEC", "30000000"))).isZero();
    }

    private static Duration watchdog(Map<String, String> environment) {
        return ServiceManager.of(environment).watchdog().orElse(Duration.ZERO);
    }
}
