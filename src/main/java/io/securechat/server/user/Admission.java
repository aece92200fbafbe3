package io.securechat.server.user;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.irc.Lookalikes;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.block.Block;
import io.securechat.server.block.Blocks;
import io.securechat.server.connection.Peer;
import io.securechat.server.limit.HandshakeGuard;
import io.securechat.server.session.Person;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import java.net.InetAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a connection is admitted: by the blocks, the naming policy and the limits of connections. Owned by the thread
 * {@code chat}.
 */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** Bytes of a subject in an ERROR. */
    private static final int MAX_SUBJECT = 100;

    private final EventExecutor thread;
    private final Clock clock;
    private final Blocks blocks;
    private final HandshakeGuard guard;
    private final NamePolicy names;
    private final List<String> reserved;
    private final Settings.Limits limits;
    private final Map<String, Integer> connected = new HashMap<>();
    private int all;

    /**
     * @param thread the thread {@code chat}
     * @param guard limits attempts of blocked clients
     */
    public Admission(EventExecutor thread, Clock clock, Settings settings, Blocks blocks, HandshakeGuard guard) {
        this.thread = thread;
        this.clock = clock;
        this.blocks = blocks;
        this.guard = guard;
        this.names = settings.names();
        this.reserved = settings.reservedNames();
        this.limits = settings.limits();
    }

    /** The reason why a connection is not admitted, as one sentence without a full stop; null if it is. */
    public @Nullable String refusal(Peer peer) {
        String subject = Utf8.cut(peer.subject(), MAX_SUBJECT);
        if (names == NamePolicy.CERTIFICATE && peer.certificate().pinned()) {
            return "The certificate " + subject + " is not issued by a trusted CA, so it proves no name;"
                    + " ask the operator of the CA for one that does: gencert user NAME";
        }
        if (names != NamePolicy.FREE
                && !peer.certificate().pinned()
                && peer.name().isEmpty()) {
            return "The certificate " + subject + " has no name that is valid here: " + Names.NICK_RULE
                    + "; for a CA with other names, start the server with --names free";
        }
        if (names != NamePolicy.FREE
                && peer.name().filter(name -> isReserved(name.name())).isPresent()) {
            return "The name in the certificate " + subject + " is reserved for the server and its services";
        }
        int most = most(peer);
        if (most > 0 && connected.getOrDefault(peer.fingerprint(), 0) >= most) {
            return "Too many connections with this certificate";
        }
        if (all >= limits.connections()) {
            return "The server is full";
        }
        return null;
    }

    /** Closes the session of a blocked client, with the reason; returns whether it is one. */
    public boolean dismiss(Session session) {
        Peer peer = session.peer();
        Block block = blocks.list().find(peer, clock.instant());
        if (block == null) {
            return false;
        }
        LOG.info("{} with {} is blocked: {}", peer.address(), peer.subject(), block.describe());
        peer.audit("blocked", block.describe());
        InetAddress address = peer.ip();
        if (address != null) {
            guard.failed(address, HandshakeGuard.REFUSED);
        }
        Reply.send(session, reply -> reply.add(Numeric.ERR_YOUREBANNEDCREEP, block.farewell()));
        session.close(block.farewell());
        return true;
    }

    /** Returns whether users would take the holder of a name for the server or a service. */
    private boolean isReserved(String name) {
        return reserved.stream().anyMatch(other -> Lookalikes.alike(other, name));
    }

    private int most(Peer peer) {
        if (limits.perCertificate() != Settings.Limits.DEFAULT_PER_CERTIFICATE) {
            return limits.perCertificate();
        }
        return Person.isShared(peer, names)
                ? Settings.Limits.MAX_PER_SHARED_CERTIFICATE
                : Settings.Limits.MAX_PER_CERTIFICATE;
    }

    public void entered(Peer peer) {
        assert thread.inEventLoop();
        all++;
        connected.merge(peer.fingerprint(), 1, Integer::sum);
    }

    public void left(Peer peer) {
        assert thread.inEventLoop();
        all--;
        connected.computeIfPresent(peer.fingerprint(), (fingerprint, n) -> n == 1 ? null : n - 1);
    }
}
