package io.securechat;

import io.securechat.tls.Identity;
import io.securechat.tls.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that end while their holders chat: {@code join} ends with the reason, and does not try again for ever. */
@Timeout(120)
class DismissalIT {
    private static final Duration ENOUGH_TO_JOIN = Duration.ofSeconds(15);

    @TempDir
    Path directory;

    @Test
    void anExpiredCertificateEndsTheChat() throws Exception {
        Identity ca = TestCertificates.ca("lab");
        TestCertificates.write(directory, "ca", ca);
        TestCertificates.write(directory, "server", TestCertificates.server(ca));
        try (Program server = Program.securechat(directory, "serve", "--port", "0", "--trust", "ca.crt");
                Tmux ada = new Tmux(directory, 120, 24)) {
            String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            server.await("is ready");
            Instant now = Instant.now();
            TestCertificates brief = TestCertificates.issuedBy(ca, "ada").forClient();
            TestCertificates.write(
                    directory, "ada", brief.valid(now, now.plus(ENOUGH_TO_JOIN)).make());
            String options = " --port " + port + " --trust ca.crt --cert ada.crt";
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            ada.run("clear; " + java + " -jar " + Program.jar() + " join" + options + "; echo exit code $?");
            ada.await("your certificate CN=ada ends at");
            ada.awaitPrompt("ada>");
            ada.await("error: the server refuses your certificate because it expired at");
            ada.await("gencert renew ada");
            ada.await("exit code 1");
        }
    }
}
