package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import io.securechat.tls.x509.Identity;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A key manager that always offers its one certificate. The JDK's offers none if the server names CAs and ours is not among them, and
 * its key store encrypts and decrypts the key, which takes 0.1 s at start.
 */
final class OneKeyManager extends X509ExtendedKeyManager {
    private static final String ALIAS = "identity";

    private final Identity identity;

    private OneKeyManager(Identity identity) {
        this.identity = identity;
    }

    /** Returns a factory that converts the key for BoringSSL once, not for each handshake. */
    static KeyManagerFactory factory(Identity identity) {
        return new OpenSslCachingX509KeyManagerFactory(new SimpleKeyManagerFactory() {
            @Override
            protected void engineInit(KeyStore none, char[] password) {}

            @Override
            protected void engineInit(ManagerFactoryParameters none) {}

            @Override
            protected KeyManager[] engineGetKeyManagers() {
                return new KeyManager[] {new OneKeyManager(identity)};
            }
        });
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identity.key();
    }
}
