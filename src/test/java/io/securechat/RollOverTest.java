package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.cli.GencertCommand;
import io.securechat.cli.Main;
import io.securechat.history.Party;
import io.securechat.history.store.JournalAccounts;
import io.securechat.server.TestClient;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The replacement of a CA under a running server: nobody is disconnected before the former CA is dropped, and accounts stay. */
class RollOverTest extends GencertCommand {
    @Test
    void aCaIsReplacedWithoutAnOutage() throws Exception {
        run("ca");
        run("server", "localhost");
        run("user", "ada");
        run("user", "bob");
        X509Certificate first = certificate("ca");
        Identity formerAda = identity("ada");
        try (Program server = serve()) {
            InetSocketAddress port = port(server);
            try (TestClient ada = new TestClient(port, formerAda, first);
                    TestClient bob = new TestClient(port, identity("bob"), first)) {
                ada.register("ada");
                bob.register("bob");

                run("ca", "--next");
                server.await("new trust: 2 CAs");
                run("renew", "users");
                assertThat(said()).contains("2 renewed");
                try (TestClient phone = new TestClient(port, identity("ada"), first)) {
                    phone.register("ada");
                    assertThat(modes(phone)).contains("o");
                    bob.send("PRIVMSG ada :to both devices");
                    await(phone, "PRIVMSG ada :to both devices");
                    await(ada, "PRIVMSG ada :to both devices");

                    run("renew", "server");
                    server.await("new server certificate");
                    X509Certificate next = certificate("ca");
                    try (TestClient again = new TestClient(port, identity("bob"), next)) {
                        again.register("bob");
                        run("ca", "--drop");
                        server.await("new trust: 1 CA");
                        await(ada, "ERROR :");
                        assertThat(ada.receive()).isNull();
                        await(bob, "ERROR :");
                        again.send("PRIVMSG ada :still here");
                        await(phone, "PRIVMSG ada :still here");
                    }
                }
            }
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
        String authority = CertificateName.authority(first);
        assertThat(new JournalAccounts("sqlite:" + path("securechat.db")).list())
                .containsExactly(Party.account("ada", authority), Party.account("bob", authority));
        X509Certificate next =
                PemFiles.readCertificates(Path.of(path("ca.crt"))).get(0);
        try (Program server = serve();
                TestClient ada = new TestClient(port(server), identity("ada"), next)) {
            ada.register("ada");
            assertThat(modes(ada)).contains("o");
            ada.send("CHATHISTORY LATEST bob * 10");
            await(ada, "PRIVMSG ada :to both devices");
            await(ada, "PRIVMSG ada :still here");
        }
    }

    @Test
    void accountsOfALostCaAreMovedToAnUnrelatedOne() throws Exception {
        run("ca");
        run("server", "localhost");
        run("user", "ada");
        X509Certificate lost = certificate("ca");
        try (Program server = serve();
                TestClient ada = new TestClient(port(server), identity("ada"), lost)) {
            ada.register("ada");
            ada.send("PRIVMSG ada :a note");
            await(ada, "PRIVMSG ada :a note");
        }
        for (String file : List.of("ca.crt", "ca.key", "ca.log")) {
            Files.move(Path.of(path(file)), Path.of(path("lost-" + file)));
        }
        run("ca");
        run("server", "localhost", "--force");
        run("user", "ada", "--force");
        try (Program server = serve()) {
            server.await("WARN +1 account in the journal is bound to a CA that is not trusted; .* serve accounts");
        }
        clear();
        String journal = "sqlite:" + path("securechat.db");
        assertThat(Main.run("serve", "accounts", "--journal", journal)).isZero();
        assertThat(said()).matches("ada +" + CertificateName.authority(lost) + "\\R");
        assertThat(Main.run("serve", "accounts", "move", path("lost-ca.crt"), path("ca.crt"), "--journal", journal))
                .isZero();
        assertThat(said()).endsWith("1 account moved" + System.lineSeparator());
        assertThat(Main.run("serve", "accounts", "move", path("lost-ca.crt"), path("ca.crt"), "--journal", journal))
                .isEqualTo(1);
        try (Program server = serve();
                TestClient ada = new TestClient(port(server), identity("ada"), certificate("ca"))) {
            ada.register("ada");
            ada.send("CHATHISTORY LATEST ada * 10");
            await(ada, "PRIVMSG ada :a note");
        }
    }

    private Program serve() throws IOException {
        return Program.java(directory, Main.class, "serve", "--port", "0", "--operator", "ada");
    }

    private static InetSocketAddress port(Program server) throws InterruptedException {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(server.await("listening on 127\\.0\\.0\\.1:(\\d+)")));
    }

    private static String modes(TestClient client) throws IOException {
        client.send("MODE ada");
        return await(client, " 221 ").replaceAll(".* ", "");
    }

    private static String await(TestClient client, String part) throws IOException {
        String line = client.receiveLine();
        while (!line.contains(part)) {
            line = client.receiveLine();
        }
        return line;
    }
}
