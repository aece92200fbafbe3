package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's own trust manager with the checks of a {@link Trust} before it. The JDK's lets an expired or wrongly used
 * certificate pass when it is pinned, and an expired CA; it does the path (RFC 5280), weak algorithms, and host names.
 */
final class StrictTrustManager extends X509ExtendedTrustManager {
    private final Trust trust;
    private final X509ExtendedTrustManager pkix;

    StrictTrustManager(Trust trust) {
        this.trust = trust;
        this.pkix = pkix(trust.anchors());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checkClient(chain, () -> pkix.checkClientTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClient(chain, () -> pkix.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Resumption.forbid(engine);
        checkClient(chain, () -> pkix.checkClientTrusted(chain, authType, engine));
    }

    /** Once for each certificate: it is most of what a handshake costs. */
    private void checkClient(X509Certificate[] chain, Check check) throws OpenSslCertificateException {
        if (chain.length > 0 && trust.remembers(chain[0])) {
            return;
        }
        List<X509Certificate> path = trust.check(chain, Purpose.CLIENT);
        run(chain, check);
        trust.remember(chain, path);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.check(chain, Purpose.SERVER);
        run(chain, () -> pkix.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
        runForHost(chain[0], () -> pkix.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Resumption.forbid(engine);
        checkServerTrusted(chain, authType);
        runForHost(chain[0], () -> pkix.checkServerTrusted(chain, authType, engine));
    }

    /** None: the list tells strangers whom we trust, and makes a JDK client whose CA is not in it send no certificate. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static void run(X509Certificate[] chain, Check check) throws OpenSslCertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw Refusal.REJECTED.because(
                    "certificate " + CertificateName.subject(chain[0]) + " refused: "
                            + SafeText.of(String.valueOf(e.getMessage())),
                    List.of(chain),
                    0,
                    e);
        }
    }

    /** What fails now and did not fail without the connection is the host's name. */
    private static void runForHost(X509Certificate leaf, Check check) throws OpenSslCertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw Refusal.HOST_MISMATCH.because("the server's certificate is for " + hosts(leaf), List.of(leaf), 0, e);
        }
    }

    private static String hosts(X509Certificate leaf) {
        List<String> hosts = HostNames.of(leaf);
        return hosts.isEmpty()
                ? CertificateName.subject(leaf) + " and names no host"
                : SafeText.of(String.join(", ", hosts));
    }

    private static X509ExtendedTrustManager pkix(Anchors anchors) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : anchors.authorities()) {
                store.setCertificateEntry(Integer.toString(store.size()), authority);
            }
            for (X509Certificate pin : anchors.pins()) {
                store.setCertificateEntry(Integer.toString(store.size()), pin);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK's trust manager is not to be had", e);
        }
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }
}
