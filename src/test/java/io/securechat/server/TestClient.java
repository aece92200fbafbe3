package io.securechat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.server.message.Receipts;
import io.securechat.tls.x509.Identity;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A client on the JDK's own TLS, which shares no code with the server. */
public final class TestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean acknowledging = true;
    private int acknowledged;

    public TestClient(InetSocketAddress server, Identity identity, X509Certificate trusted)
            throws GeneralSecurityException, IOException {
        this(new Socket(server.getAddress(), server.getPort()), identity, trusted);
    }

    /** Starts TLS on an existing connection. */
    public TestClient(Socket plain, Identity identity, X509Certificate trusted)
            throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        keys.setKeyEntry("own", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
        keys.setCertificateEntry("server", trusted);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        socket = tls.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    public void send(String line) throws IOException {
        sendBytes((line + "\r\n").getBytes(UTF_8));
    }

    public void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** From now on the server's PINGs after private messages are not answered, but received like other lines. */
    void acknowledgeNothing() {
        acknowledging = false;
    }

    /** The number of PINGs after private messages that it has answered. */
    public int acknowledged() {
        return acknowledged;
    }

    /**
     * The next line without CR LF, or null at the end; waits up to a minute. Like every IRC client, this one answers the server's
     * PING after private messages.
     */
    public @Nullable String receive() throws IOException {
        String line = receiveAnything();
        while (acknowledging && line != null && line.startsWith("PING " + Receipts.TOKEN)) {
            send("PONG" + line.substring("PING".length()));
            acknowledged++;
            line = receiveAnything();
        }
        return line;
    }

    private @Nullable String receiveAnything() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.size() > 0) {
                    throw new EOFException("half a line: " + line);
                }
                return null;
            }
            line.write(b);
        }
        return line.toString(UTF_8).replaceFirst("\r$", "");
    }

    /** Registers under a nick on a server with a lobby, and skips the greeting. */
    public void register(String nick) throws IOException {
        send("NICK " + nick);
        send("USER " + nick + " 0 * :" + nick);
        while (!receiveLine().contains(" 366 ")) {}
    }

    /** The next line, which must exist. */
    public String receiveLine() throws IOException {
        String line = receive();
        if (line == null) {
            throw new EOFException("the server has closed the connection");
        }
        return line;
    }

    /** Drops the connection as a cut cable would: no QUIT, no close_notify. */
    public void drop() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
