package io.securechat.server.user;

import static io.securechat.server.settings.NamePolicy.AUTO;
import static io.securechat.server.settings.NamePolicy.CERTIFICATE;
import static io.securechat.server.settings.NamePolicy.FREE;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import io.securechat.irc.Utf8;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.block.Blocks;
import io.securechat.server.connection.Peer;
import io.securechat.server.limit.HandshakeGuard;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static Peer peer(Identity identity) {
        return new Peer("192.0.2.1:1024", TestServer.TRUST.client(identity.chain()));
    }

    private static Peer issued(String name) {
        return peer(TestCertificates.client(TestServer.CA, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "Alice", "алиса", "{alice}", "x2"})
    void aCertificateWithANickForANameMayComeInAnyhow(String name) {
        Peer alice = issued(name);
        assertThat(admission(AUTO).refusal(alice)).isNull();
        assertThat(admission(CERTIFICATE).refusal(alice)).isNull();
        assertThat(admission(FREE).refusal(alice)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice smith",
                "2alice",
                "\\#alice",
                "alice@example.org",
                "alice\\,CN\\=bob",
                "alice,CN=bob",
                "al\u0007ice",
                "al\u202eice",
                "al\u200bice",
                "аlice",
                "an-alice-of-more-than-32-characters"
            })
    void oneWithAnotherNameMayNotWhereNamesCount(String name) {
        Peer peer = issued(name);
        assertThat(admission(FREE).refusal(peer)).isNull();
        for (NamePolicy policy : new NamePolicy[] {AUTO, CERTIFICATE}) {
            assertThat(admission(policy).refusal(peer))
                    .startsWith("The certificate ")
                    .contains("has no name that is valid here", "--names free")
                    .doesNotContain("\u0007", "\u202e", "\u200b");
        }
    }

    @Test
    void noCertificateGivesTheServersName() throws Exception {
        for (String name : List.of("test.server", "TEST.server", "NickServ")) {
            assertThat(admission(AUTO).refusal(issued(name)))
                    .as(name)
                    .contains("CN=" + name)
                    .endsWith("is reserved for the server and its services");
        }
    }

    @Test
    void aPinnedCertificateMayComeInUnlessEverybodyNeedsAName() {
        Peer guest = peer(TestServer.CLIENT);
        assertThat(admission(AUTO).refusal(guest)).isNull();
        assertThat(admission(FREE).refusal(guest)).isNull();
        assertThat(admission(CERTIFICATE).refusal(guest))
                .contains("is not issued by a trusted CA", "gencert user NAME");
    }

    @Test
    void aReasonFitsIntoALine() {
        Peer peer = issued("😀".repeat(32));
        assertThat(Utf8.length("ERROR :Closing link: * (" + admission(AUTO).refusal(peer) + ")"))
                .isLessThan(510);
    }

    @Test
    void countsTheConnectionsOfEachCertificateThatAreStillThere() {
        Admission admission = admission(AUTO, 100, 2);
        Peer alice = issued("alice");
        Peer otherAlice = issued("alice");
        admission.entered(alice);
        assertThat(admission.refusal(alice)).isNull();
        admission.entered(alice);
        assertThat(admission.refusal(alice)).isEqualTo("Too many connections with this certificate");
        assertThat(admission.refusal(otherAlice)).isNull();
        admission.left(alice);
        assertThat(admission.refusal(alice)).isNull();
        admission.left(alice);
        assertThat(admission.refusal(alice)).isNull();
    }

    @Test
    void withoutANumberWhoHasANameGetsFewerConnectionsThanATeamThatSharesACertificate() {
        assertThat(connections(issued("alice"), admission(AUTO, 20_000, -1)))
                .isEqualTo(Settings.Limits.MAX_PER_CERTIFICATE);
        assertThat(connections(peer(TestServer.CLIENT), admission(AUTO, 20_000, -1)))
                .isEqualTo(Settings.Limits.MAX_PER_SHARED_CERTIFICATE);
        assertThat(connections(issued("alice"), admission(FREE, 20_000, -1)))
                .isEqualTo(Settings.Limits.MAX_PER_SHARED_CERTIFICATE);
    }

    @Test
    void aFullServerLetsNobodyIn() {
        Admission admission = admission(AUTO, 7, 0);
        assertThat(connections(issued("alice"), admission)).isEqualTo(7);
        assertThat(admission.refusal(issued("bob"))).isEqualTo("The server is full");
    }

    private static Admission admission(NamePolicy names) {
        return admission(names, 100, 0);
    }

    private static Admission admission(NamePolicy names, int maxConnections, int maxPerCertificate) {
        return new Admission(
                ImmediateEventExecutor.INSTANCE,
                Clock.systemUTC(),
                new TestSettings()
                        .names(names)
                        .maxConnections(maxConnections)
                        .maxPerCertificate(maxPerCertificate)
                        .build(),
                Blocks.inMemory(),
                new HandshakeGuard(System::nanoTime));
    }

    private static int connections(Peer peer, Admission admission) {
        int connections = 0;
        for (; admission.refusal(peer) == null; connections++) {
            admission.entered(peer);
        }
        return connections;
    }
}
