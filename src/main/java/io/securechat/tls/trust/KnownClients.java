package io.securechat.tls.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** A cache of the clients that passed every check of a handshake, by the encoding of their certificates. Safe for use by several threads. */
final class KnownClients {
    /** A server with more clients than this checks the rarer ones again at each handshake. */
    private static final int MAX_CLIENTS = 20_000;

    /** Built for the first client: a program that is no server does not load the library. */
    private volatile @Nullable Cache<ByteBuffer, ClientCertificate> clients;

    @Nullable ClientCertificate find(X509Certificate certificate) {
        Cache<ByteBuffer, ClientCertificate> present = clients;
        return present == null ? null : present.getIfPresent(ClientCertificate.key(certificate));
    }

    void add(ClientCertificate client) {
        cache().put(client.key(), client);
    }

    private Cache<ByteBuffer, ClientCertificate> cache() {
        Cache<ByteBuffer, ClientCertificate> present = clients;
        if (present == null) {
            synchronized (this) {
                present = clients;
                if (present == null) {
                    // Evictions run on the calling thread, so that the cache has no threads of its own.
                    present = Caffeine.newBuilder()
                            .maximumSize(MAX_CLIENTS)
                            .executor(Runnable::run)
                            .build();
                    clients = present;
                }
            }
        }
        return present;
    }
}
