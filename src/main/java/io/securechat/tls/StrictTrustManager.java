package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.SafeText;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.path.CertificateFault;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.HostNames;
import io.securechat.tls.x509.KeyPurpose;
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
 * A trust manager that applies a {@link Trust}, and then the JDK's own trust manager to the path that was found: for host names,
 * certificate policies, and algorithms that are disabled on this machine.
 */
final class StrictTrustManager extends X509ExtendedTrustManager {
    private final Trust trust;
    private final X509ExtendedTrustManager pkix;

    StrictTrustManager(Trust trust) {
        this.trust = trust;
        this.pkix = pkix(trust.anchors());
    }

    /** Validates each certificate once: validation is most of the cost of a handshake. */
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

    /** Throws one type of exception only: Netty and the JDK replace the messages of others. */
    private List<X509Certificate> judged(X509Certificate[] chain, KeyPurpose purpose)
            throws OpenSslCertificateException {
        try {
            return trust.check(chain, purpose);
        } catch (RuntimeException e) {
            throw CertificateFault.REJECTED.because("a certificate of the chain is damaged or violates RFC 5280: "
                    + SafeText.of(String.valueOf(e.getMessage())));
        }
    }

    /** Returns none: the list would disclose the trusted CAs, and a JDK client whose CA is not listed sends no certificate. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** @param path the path that was found, so that the JDK does not build another one */
    private static void run(List<X509Certificate> path, Check check) throws OpenSslCertificateException {
        try {
            check.run(path.toArray(X509Certificate[]::new));
        } catch (CertificateException e) {
            throw CertificateFault.REJECTED.because(
                    "certificate " + CertificateName.subject(path.get(0)) + " " + fault(e), path, 0, e);
        }
    }

    /** Names the fault by its reason code: the JDK checks policies and disabled algorithms. */
    private static String fault(CertificateException e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof CertPathValidatorException)) {
            cause = cause.getCause();
        }
        Object reason = cause == null ? null : ((CertPathValidatorException) cause).getReason();
        if (reason == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
            return "or one of its CAs' has a key or signature that this Java runtime disables"
                    + " (jdk.certpath.disabledAlgorithms)";
        }
        return reason == PKIXReason.INVALID_POLICY
                ? "does not meet the certificate policies of its CAs"
                : "violates a rule of RFC 5280 that the Java runtime checks";
    }

    /** Checks the host name: the same path passed all other checks before. */
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
            throw new IllegalStateException("the JDK's trust manager is not available", e);
        }
    }

    @FunctionalInterface
    private interface Check {
        void run(X509Certificate[] path) throws CertificateException;
    }
}
