package io.securechat.bench;

import io.netty.handler.ssl.SslContext;
import io.securechat.tls.authority.Authority;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.TestTrust;
import io.securechat.tls.TlsContexts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A server's files: a CA that issues certificates to members, and a certificate that guests share. */
final class Team {
    private static final Duration VALIDITY = Duration.ofDays(2);

    private final Authority authority;
    private final Identity shared;

    /** Writes {@code ca.crt}, {@code client.crt}, {@code server.crt} and {@code server.key}. */
    Team(Path folder) {
        SelfSigned selfSigned = new SelfSigned(Clock.systemUTC(), VALIDITY);
        Identity ca = selfSigned.authority("Bench CA");
        authority = new Authority(ca, Clock.systemUTC());
        shared = selfSigned.client();
        Identity server = authority.server("server", List.of("127.0.0.1"), VALIDITY);
        PemFiles.write(List.of(PemFile.of(folder.resolve("ca.crt"), ca.chain())), true);
        PemFiles.write(List.of(PemFile.of(folder.resolve("client.crt"), shared.chain())), true);
        PemFiles.write(PemFile.of(folder.resolve("server.crt"), folder.resolve("server.key"), server), true);
    }

    /** Returns the TLS context of a member, with a new certificate for this name. */
    SslContext member(String name) {
        return context(authority.user(name, VALIDITY));
    }

    /** Returns the TLS context of guests, with the shared certificate. */
    SslContext guest() {
        return context(shared);
    }

    private SslContext context(Identity identity) {
        return TlsContexts.forClient(identity, TestTrust.of(List.of(authority.certificate()), List.of()), true, false);
    }
}
