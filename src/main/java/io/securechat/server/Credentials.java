package io.securechat.server;

import io.netty.handler.ssl.SslContext;
import io.securechat.tls.Trust;

/**
 * What a server shows and whom it lets in.
 *
 * @param tls a server's context, made with the same trust; it must require client certificates
 * @param trust whom the context accepts, and who vouches for which name
 */
public record Credentials(SslContext tls, Trust trust) {}
