package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code openssl s_client} as a client that knows nothing of securechat. */
class OpensslIT {
    private static final List<String> CERTIFICATE = List.of("-cert", "client.crt", "-key", "client.key");

    @TempDir
    Path directory;

    @Test
    void chatsAndIsToldOfTheEnd() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--dev", "--port", "0");
                Program eve = register(connect(port(server), CERTIFICATE));
                Program ada = Program.securechat(directory, "join", "--port", port(server), "--name", "ada")) {
            eve.await(":ada!\\S+ JOIN #lobby");
            eve.type("PRIVMSG #lobby :hello from openssl\r");
            ada.await(" eve: hello from openssl$");
            ada.type("hello eve");
            eve.await(":ada!\\S+ PRIVMSG #lobby :hello eve");

            server.terminate();
            eve.await("^ERROR :");
            assertThat(server.exitCode()).as(server.toString()).isZero();
        }
    }

    @Test
    void withoutACertificateItGetsAnAlert() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--dev", "--port", "0");
                Program stranger = connect(port(server), List.of())) {
            stranger.awaitError("alert certificate required");
            server.await("refused: no client certificate");
        }
    }

    @Test
    void tls12IsRefused() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--dev", "--port", "0");
                Program old = connect(port(server), CERTIFICATE, "-tls1_2")) {
            old.awaitError("alert protocol version");
            server.await("refused: no common TLS version");
        }
    }

    @Test
    void tls12IsAcceptedWhereItIsAllowed() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--dev", "--tls12", "--port", "0");
                Program old = register(connect(port(server), CERTIFICATE, "-tls1_2"))) {
            old.await("JOIN #lobby");
            server.await("connected with .*TLSv1.2 ");
        }
    }

    private static String port(Program server) throws Exception {
        server.await("is ready");
        return server.await("listening on /127\\.0\\.0\\.1:(\\d+)");
    }

    private static Program register(Program client) throws Exception {
        client.type("NICK eve\r");
        client.type("USER eve 0 * :Eve\r");
        client.await(" 001 eve ");
        return client;
    }

    private Program connect(String port, List<String> certificate, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-quiet", "-verify_return_error"));
        command.addAll(List.of("-connect", "localhost:" + port, "-CAfile", "server.crt"));
        command.addAll(certificate);
        command.addAll(List.of(more));
        return Program.start(directory, command);
    }
}
