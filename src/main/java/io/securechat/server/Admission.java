package io.securechat.server;

import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides who may come in: whether a certificate is one that the name policy asks for, and not shared by too many. */
final class Admission {
    /** Bytes of a subject in an answer, so that the rest of the sentence has room in a line. */
    private static final int MAX_SUBJECT = 100;

    private final NamePolicy names;
    private final int maxPerCertificate;
    private final Map<String, Integer> connected = new HashMap<>();

    /** @param maxPerCertificate 0 for any number */
    Admission(NamePolicy names, int maxPerCertificate) {
        this.names = names;
        this.maxPerCertificate = maxPerCertificate;
    }

    /** Why a peer cannot come in, as one sentence without a full stop, or null when it can. */
    @Nullable String refusal(Peer peer) {
        String subject = Utf8.cut(peer.subject(), MAX_SUBJECT);
        if (names == NamePolicy.CERTIFICATE && peer.certificate().pinned()) {
            return "The certificate " + subject + " is not issued by a trusted CA, so it carries no name;"
                    + " whoever runs the CA makes one that does: gencert user NAME";
        }
        if (names != NamePolicy.FREE
                && !peer.certificate().pinned()
                && peer.name().isEmpty()) {
            return "The certificate " + subject + " carries no name that can be used here: " + Names.NICK_RULE
                    + "; for a CA with other names the server takes --names free";
        }
        if (maxPerCertificate > 0 && connected.getOrDefault(peer.fingerprint(), 0) >= maxPerCertificate) {
            return "Too many connections with this certificate";
        }
        return null;
    }

    void entered(Peer peer) {
        connected.merge(peer.fingerprint(), 1, Integer::sum);
    }

    void left(Peer peer) {
        connected.computeIfPresent(peer.fingerprint(), (fingerprint, n) -> n == 1 ? null : n - 1);
    }
}
