package io.securechat.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.securechat.NativeCode;
import io.securechat.tls.path.ShownChain;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** TLS contexts of servers and clients, each made of an identity and a trust. Both sides always send a certificate. */
public final class TlsContexts {
    private static final List<String> TLS13_ONLY = List.of("TLSv1.3");
    private static final List<String> TLS12_TOO = List.of("TLSv1.3", "TLSv1.2");
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** Limit in bytes of the peer's Certificate message, which is a little longer than the certificates. */
    private static final int MAX_CERTIFICATE_MESSAGE = ShownChain.MAX_BYTES + 1024;

    /** The first JDK with the post-quantum key exchange X25519MLKEM768 (JEP 527). */
    private static final int POST_QUANTUM_JDK = 27;

    private TlsContexts() {}

    /**
     * Returns a context for {@code serve}. It requires a client certificate that {@code trust} accepts. A context of BoringSSL is
     * reference-counted, and released by the caller; handlers retain it.
     *
     * @param tls12 whether TLS 1.2 is allowed as well as 1.3, with forward secrecy and authenticated encryption only
     */
    public static SslContext forServer(Identity identity, Trust trust, boolean tls12) {
        return forServer(identity, trust, tls12, fastest());
    }

    /**
     * Returns a context for {@code join}, released like a server's. Its handlers must be made with the host's name.
     *
     * @param verifyHost whether the server's certificate must be for the host
     */
    public static SslContext forClient(Identity identity, Trust trust, boolean verifyHost, boolean tls12) {
        return forClient(identity, trust, verifyHost, tls12, fastest());
    }

    /** Returns the name of the TLS implementation for the log: BoringSSL, or the JDK's if BoringSSL is not available. */
    public static String provider() {
        return OpenSsl.isAvailable() ? OpenSsl.versionString() : "JDK";
    }

    /** Returns what is lost by the JDK's TLS, and why it is used; empty if BoringSSL is available. */
    public static Optional<String> fallback() {
        if (OpenSsl.isAvailable()) {
            return Optional.empty();
        }
        Path folder = NativeCode.folder("io.netty.native.workdir");
        boolean postQuantum = Runtime.version().feature() >= POST_QUANTUM_JDK;
        return Optional.of("BoringSSL cannot be loaded from a file in " + folder + ": " + NativeCode.reason(folder)
                + "; the JDK's TLS is used, which takes more time and memory for each connection"
                + (postQuantum ? "" : " and has no post-quantum key exchange"));
    }

    public static SslContext forServer(Identity identity, Trust trust, boolean tls12, SslProvider provider) {
        SslContextBuilder builder =
                SslContextBuilder.forServer(OneKeyManager.factory(identity)).clientAuth(ClientAuth.REQUIRE);
        return build(builder, trust, tls12, provider);
    }

    static SslContext forClient(
            Identity identity, Trust trust, boolean verifyHost, boolean tls12, SslProvider provider) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .keyManager(OneKeyManager.factory(identity))
                .endpointIdentificationAlgorithm(verifyHost ? "HTTPS" : "");
        return build(builder, trust, tls12, provider);
    }

    private static SslContext build(SslContextBuilder builder, Trust trust, boolean tls12, SslProvider provider) {
        builder.sslProvider(provider)
                .trustManager(new StrictTrustManager(trust))
                .protocols(tls12 ? TLS12_TOO : TLS13_ONLY)
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
        if (provider != SslProvider.JDK) {
            builder.option(OpenSslContextOption.GROUPS, TlsProperties.GROUPS.split(","));
            builder.option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, MAX_CERTIFICATE_MESSAGE);
            // Certificates are validated on the executor that the handler is made with.
            builder.option(OpenSslContextOption.USE_TASKS, true);
        }
        try {
            SslContext context = builder.build();
            SessionTickets.disable(context);
            return context;
        } catch (SSLException e) {
            throw new IllegalStateException("cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static SslProvider fastest() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
    }
}
