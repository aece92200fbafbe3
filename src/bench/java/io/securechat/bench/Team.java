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

/** A team with a CA of its own, and a certificate that is shared by everybody else, as the files of a server. */
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

    /** How somebody whom the CA knows by this name speaks TLS, with a new certificate. */
    SslContext member(String name) {
        return context(authority.user(name, VALIDITY));
    }

    /** How somebody with the shared certificate speaks TLS. */
    SslContext guest() {
        return context(shared);
    }

    private SslContext context(Identity identity) {
        return TlsContexts.forClient(identity, TestTrust.of(List.of(authority.certificate()), List.of()), true, false);
    }
}
