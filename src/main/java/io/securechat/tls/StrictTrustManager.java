package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.SafeText;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The checks of a {@link Trust}, and after them the JDK's own trust manager, which is shown the path that was found: it does host
 * names, certificate policies, and the algorithms that the machine's administrator forbids.
 */
final class StrictTrustManager extends X509ExtendedTrustManager {
    private final Trust trust;
    private final X509ExtendedTrustManager pkix;

    StrictTrustManager(Trust trust) {
        this.trust = trust;
        this.pkix = pkix(trust.anchors());
    }

    /** Once for each certificate: it is most of what a handshake costs. The same for every connection, by whatever TLS. */
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length > 0 && trust.remembers(chain[0])) {
            return;
        }
        List<X509Certificate> path = judged(chain, KeyPurpose.CLIENT);
        run(path, shown -> pkix.checkClientTrusted(shown, authType));
        trust.remember(chain, path);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        SessionTickets.disable(engine);
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        run(judged(chain, KeyPurpose.SERVER), path -> pkix.checkServerTrusted(path, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServer(chain, authType, path -> pkix.checkServerTrusted(path, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        SessionTickets.disable(engine);
        checkServer(chain, authType, path -> pkix.checkServerTrusted(path, authType, engine));
    }

    private void checkServer(X509Certificate[] chain, String authType, Check withHost)
            throws OpenSslCertificateException {
        List<X509Certificate> path = judged(chain, KeyPurpose.SERVER);
        run(path, shown -> pkix.checkServerTrusted(shown, authType));
        runForHost(path, withHost);
    }

    /** Throws nothing else: Netty and the JDK would put other exceptions into words of their own. */
    private List<X509Certificate> judged(X509Certificate[] chain, KeyPurpose purpose)
            throws OpenSslCertificateException {
        try {
            return trust.check(chain, purpose);
        } catch (RuntimeException e) {
            throw CertificateFault.REJECTED.because("a certificate of the chain is damaged or breaks RFC 5280: "
                    + SafeText.of(String.valueOf(e.getMessage())));
        }
    }

    /** None: the list tells strangers whom we trust, and makes a JDK client whose CA is not in it send no certificate. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** @param path the one that was found, so that the JDK does not search for another one */
    private static void run(List<X509Certificate> path, Check check) throws OpenSslCertificateException {
        try {
            check.run(path.toArray(X509Certificate[]::new));
        } catch (CertificateException e) {
            throw CertificateFault.REJECTED.because(
                    "certificate " + CertificateName.subject(path.get(0)) + " " + fault(e), path, 0, e);
        }
    }

    /** What is left to the JDK: policies, and what the administrator of this machine forbids. */
    private static String fault(CertificateException e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof CertPathValidatorException)) {
            cause = cause.getCause();
        }
        Object reason = cause == null ? null : ((CertPathValidatorException) cause).getReason();
        if (reason == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
            return "or one of its CAs' has a key or signature that this Java runtime forbids"
                    + " (jdk.certpath.disabledAlgorithms)";
        }
        return reason == PKIXReason.INVALID_POLICY
                ? "does not meet the certificate policies of its CAs"
                : "breaks a rule of RFC 5280 that the Java runtime looks after";
    }

    /** What fails now and did not fail without the connection is the host's name. */
    private static void runForHost(List<X509Certificate> path, Check check) throws OpenSslCertificateException {
        X509Certificate leaf = path.get(0);
        try {
            check.run(path.toArray(X509Certificate[]::new));
        } catch (CertificateException e) {
            throw CertificateFault.HOST_MISMATCH.because(
                    "the server's certificate is for " + hosts(leaf), List.of(leaf), 0, e);
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
        void run(X509Certificate[] path) throws CertificateException;
    }
}
