package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.securechat.client.ScriptedServer;
import io.securechat.client.ScriptedServer.Peer;
import io.securechat.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The memory of {@code join} with the JVM's own defaults, which takes what the computer has. */
@Timeout(300)
class MemoryIT {
    private static final int MAX_KILOBYTES = 200 * 1024;
    private static final int LINES = 300_000;
    private static final int AT_ONCE = 1000;

    @TempDir
    Path directory;

    @Test
    void aFloodFillsNeitherTheScreenNorTheMemory() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs Linux");
        try (ScriptedServer server = new ScriptedServer();
                Tmux ada = new Tmux(directory, 100, 24)) {
            TestCertificates.write(directory, "ca", server.ca());
            TestCertificates.write(directory, "ada", TestCertificates.client(server.ca(), "ada"));
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            String join = "join --port " + server.endpoint().port() + " --cert ada.crt --trust-ca ca.crt";
            ada.run("clear; " + java + " -jar " + Program.jar() + " " + join);
            try (Peer peer = server.accept()) {
                peer.welcome("ada", "echo-message");
                peer.lobby("ada");
                peer.pong();
                ada.await("nobody else is in #lobby yet");
                for (int first = 0; first < LINES; first += AT_ONCE) {
                    peer.send(IntStream.range(first, first + AT_ONCE)
                            .mapToObj(i -> ":n" + i + "!u@h JOIN #lobby")
                            .toArray(String[]::new));
                }
                peer.send(":bob!u@h PRIVMSG #lobby :that was all");
                ada.await("bob: that was all");
                assertThat(peakKilobytes(join)).isLessThan(MAX_KILOBYTES);
            }
        }
    }

    /** Returns the most memory that a process has had (VmHWM). */
    private static int peakKilobytes(String command) throws IOException {
        long process = ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains("-jar"))
                .filter(each -> each.info().commandLine().orElse("").endsWith(command))
                .findFirst()
                .orElseThrow()
                .pid();
        return Files.readAllLines(Path.of("/proc", "" + process, "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }
}
