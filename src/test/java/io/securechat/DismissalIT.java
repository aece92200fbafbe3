package io.securechat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that expire or are revoked while their holders chat: {@code join} ends with the reason, and does not reconnect. */
@Timeout(120)
class DismissalIT {
    private static final Duration ENOUGH_TO_JOIN = Duration.ofSeconds(15);

    private final Identity ca = TestCertificates.ca("lab");

    @TempDir
    Path directory;

    @BeforeEach
    void makeCertificates() {
        TestCertificates.write(directory, "ca", ca);
        TestCertificates.write(directory, "server", TestCertificates.server(ca));
    }

    @Test
    void whenItExpiresTheChatIsOver() throws Exception {
        try (Program server = serve("0", "ca.crt");
                Tmux ada = new Tmux(directory, 120, 24)) {
            Instant now = Instant.now();
            TestCertificates brief = TestCertificates.issuedBy(ca, "ada").forClient();
            TestCertificates.write(
                    directory, "ada", brief.valid(now, now.plus(ENOUGH_TO_JOIN)).make());
            ada.run(join(port(server)));
            ada.await("your certificate CN=ada expires at");
            ada.awaitPrompt("#lobby ada>");
            ada.await("error: the server refuses your certificate because it expired at");
            ada.await("gencert renew ada");
            ada.await("exit code 1");
        }
    }

    @Test
    void whenItIsRefusedOnTheWayBackTheChatIsOver() throws Exception {
        TestCertificates.write(directory, "ada", TestCertificates.client(ca, "ada"));
        TestCertificates.write(directory, "others", TestCertificates.ca("others"));
        try (Tmux ada = new Tmux(directory, 120, 24)) {
            String port;
            try (Program server = serve("0", "ca.crt")) {
                port = port(server);
                ada.run(join(port));
                ada.awaitPrompt("#lobby ada>");
                ada.typeHalf("half a line");
            }
            ada.await("connection lost");
            try (Program server = serve(port, "others.crt")) {
                port(server);
                ada.await("error: the server does not trust your certificate: CN=ada, valid until");
                ada.await("exit code 1");
            }
        }
    }

    private Program serve(String port, String trusted) throws IOException {
        return Program.securechat(directory, "serve", "--port", port, "--trust-ca", trusted);
    }

    private static String port(Program server) throws InterruptedException {
        String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
        return port;
    }

    private static String join(String port) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "clear; " + java + " -jar " + Program.jar() + " join --port " + port
                + " --trust ca.crt --cert ada.crt; echo exit code $?";
    }
}
