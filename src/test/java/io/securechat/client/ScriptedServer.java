package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.connection.Endpoint;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server on loopback that sends the lines of a test. */
public final class ScriptedServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Identity ca = lasting(TestCertificates.selfSigned("lab").authority());
    private final SSLServerSocket listener;

    public ScriptedServer() throws GeneralSecurityException, IOException {
        Identity identity =
                lasting(TestCertificates.issuedBy(ca, "server").forServer().hosts("localhost", "127.0.0.1"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        listener = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(PATIENCE_MILLIS);
    }

    public Endpoint endpoint() {
        return endpoint(TestCertificates.selfSigned("guest").forClient());
    }

    /** Returns the endpoint for a user with a certificate. */
    public Endpoint endpoint(TestCertificates own) {
        Trust trust = TestTrust.of(ca.chain(), List.of());
        return new Endpoint("127.0.0.1", listener.getLocalPort(), lasting(own), trust, true);
    }

    public Identity ca() {
        return ca;
    }

    /** Makes a certificate that does not expire soon. */
    private static Identity lasting(TestCertificates certificate) {
        Instant now = Instant.now();
        return certificate
                .valid(now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(90)))
                .make();
    }

    /** Waits for the next client. */
    public Peer accept() throws IOException {
        return new Peer((SSLSocket) listener.accept());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** One connection. */
    public static final class Peer implements AutoCloseable {
        private final SSLSocket socket;
        private final BufferedReader in;

        private Peer(SSLSocket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        public void expect(String... lines) {
            for (String line : lines) {
                assertThat(next()).isEqualTo(line);
            }
        }

        /** Returns the next line from the client. A PING is answered by {@link #pong} only. */
        public String next() {
            try {
                return String.valueOf(in.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads a PING and answers it. */
        public void pong() {
            String ping = next();
            assertThat(ping).startsWith("PING ");
            send(":srv PONG srv " + ping.substring("PING ".length()));
        }

        public void send(String... lines) {
            try {
                socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Registers the client with these capabilities, which may have values. */
        public void welcome(String nick, String capabilities) {
            expect("CAP LS 302", "NICK " + nick, "USER " + nick + " 0 * " + nick);
            send(":srv CAP * LS :" + capabilities);
            String names = capabilities.replaceAll("=\\S*", "");
            expect("CAP REQ " + (names.indexOf(' ') < 0 ? "" : ":") + names);
            send(":srv CAP * ACK :" + names);
            expect("CAP END");
            send(":srv 001 " + nick + " :Welcome");
        }

        /** Puts the user alone into the lobby. */
        public void lobby(String nick) {
            send(
                    ":" + nick + "!u@h JOIN #lobby",
                    ":srv 353 " + nick + " = #lobby :" + nick,
                    ":srv 366 " + nick + " #lobby :End of NAMES list");
        }

        /** Closes the connection. */
        public void drop() throws IOException {
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
