package io.securechat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.tls.x509.Identity;
import io.securechat.tls.pem.PemFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A simple chat server to compare with: mutual TLS by the JDK, a thread for each client, and a lock under which each message is
 * written to one client after the other. The first line of a client is its name.
 */
public final class NaiveServer {
    private final Map<String, Writer> others = new LinkedHashMap<>();

    private NaiveServer() {}

    /** Serves clients that present the client certificate. The arguments are the server's certificate, its key, and that certificate. */
    public static void main(String[] args) throws GeneralSecurityException, IOException {
        Identity identity = PemFiles.readIdentity(Path.of(args[0]), Path.of(args[1]), () -> new char[0]);
        Certificate client = PemFiles.readCertificates(Path.of(args[2])).get(0);
        try (SSLServerSocket socket = (SSLServerSocket) context(identity, client)
                .getServerSocketFactory()
                .createServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
            socket.setNeedClientAuth(true);
            System.out.println("listening on 127.0.0.1:" + socket.getLocalPort());
            NaiveServer server = new NaiveServer();
            while (true) {
                SSLSocket accepted = (SSLSocket) socket.accept();
                // Otherwise each line would wait for the acknowledgement of the one before.
                accepted.setTcpNoDelay(true);
                new Thread(() -> server.serve(accepted)).start();
            }
        }
    }

    private static SSLContext context(Identity identity, Certificate client)
            throws GeneralSecurityException, IOException {
        char[] password = "unused".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", identity.key(), password, identity.chain().toArray(Certificate[]::new));
        store.setCertificateEntry("client", client);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void serve(SSLSocket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                Writer out = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), UTF_8))) {
            String name = in.readLine();
            if (name != null) {
                come(name, out);
                listen(name, in);
            }
        } catch (IOException e) {
            // The client has disconnected.
        }
    }

    private void come(String name, Writer out) throws IOException {
        synchronized (others) {
            others.put(name, out);
            write(out, Tongue.WELCOME + name);
        }
    }

    private void listen(String name, BufferedReader in) throws IOException {
        try {
            for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
                broadcast(name, line);
            }
        } finally {
            synchronized (others) {
                others.remove(name);
            }
        }
    }

    private void broadcast(String name, String text) {
        synchronized (others) {
            others.forEach((other, out) -> {
                if (!other.equals(name)) {
                    try {
                        write(out, name + ": " + text);
                    } catch (IOException e) {
                        // The thread of that client notices it, too.
                    }
                }
            });
        }
    }

    private static void write(Writer out, String line) throws IOException {
        out.write(line + "\n");
        out.flush();
    }
}
