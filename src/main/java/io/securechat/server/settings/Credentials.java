package io.securechat.server.settings;

import io.netty.handler.ssl.SslContext;
import io.securechat.tls.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * The server's own certificate and its trust.
 *
 * @param tls a context for the server with the same trust, which requires client certificates; the {@code ChatServer} that
 *     receives it releases it
 * @param trust the trusted CAs and certificates, and the names they give
 * @param operatorAuthority the key of the CA whose certificates make operators, as in {@link
 *     io.securechat.tls.x509.CertificateName#authority}; null for none
 */
public record Credentials(
        SslContext tls, Trust trust, @Nullable String operatorAuthority) {}
