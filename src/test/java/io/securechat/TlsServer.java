package io.securechat;

import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server that completes handshakes with one client after the other, with any certificate, and sends nothing. */
final class TlsServer implements AutoCloseable {
    private final SSLServerSocket socket;

    TlsServer(Identity identity) throws GeneralSecurityException, IOException {
        char[] password = "unused".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", identity.key(), password, identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Threads.daemon("tls server", this::accept).start();
    }

    String port() {
        return Integer.toString(socket.getLocalPort());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (SSLSocket accepted = (SSLSocket) socket.accept()) {
                accepted.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The client refused, or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
