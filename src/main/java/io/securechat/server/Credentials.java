package io.securechat.server;

import io.netty.handler.ssl.SslContext;
import io.securechat.tls.Trust;
import org.jspecify.annotations.Nullable;

/**
 * What a server shows and whom it lets in.
 *
 * @param tls a server's context, made with the same trust; it must require client certificates
 * @param trust whom the context accepts, and who vouches for which name
 * @param operatorAuthority the key of the CA whose certificates make operators, in the form of
 *     {@link io.securechat.tls.CertificateName#authority}; null when none do
 */
public record Credentials(
        SslContext tls, Trust trust, @Nullable String operatorAuthority) {}
