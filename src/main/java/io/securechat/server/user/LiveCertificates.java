package io.securechat.server.user;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.securechat.server.log.Audit;
import io.securechat.server.session.Session;
import io.securechat.tls.report.Expiry;
import io.securechat.tls.trust.ClientCertificate;
import io.securechat.tls.trust.Trust;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of the connected clients. Each is verified, once for all of its sessions, when the first one starts,
 * when the trust changes, and when it expires; sessions of an invalid one are closed. Verifying it again after the
 * handshake closes the gap for a trust that has changed in between. Owned by the thread {@code chat}.
 */
public final class LiveCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCertificates.class);

    /** Certificates verified before the thread does its other tasks. */
    private static final int SLICE = 50;

    /** The longest time between checks for expiry, because a computer's clock can be set and a computer can sleep. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final class Certificate {
        final ClientCertificate shown;
        final Set<Session> sessions = new LinkedHashSet<>(2);
        Instant until = Instant.MIN;

        Certificate(ClientCertificate shown) {
            this.shown = shown;
        }
    }

    private final EventExecutor thread;
    private final Clock clock;
    /** By fingerprint. */
    private final Map<String, Certificate> certificates = new HashMap<>();

    private Trust trust;
    private Instant nextLook = Instant.MAX;
    private @Nullable Future<?> timer;

    /** @param thread the thread {@code chat} */
    public LiveCertificates(EventExecutor thread, Clock clock, Trust trust) {
        this.thread = thread;
        this.clock = clock;
        this.trust = trust;
    }

    /** Replaces the trust and verifies all certificates. */
    public void trust(Trust trust) {
        assert thread.inEventLoop();
        this.trust = trust;
        judge(List.copyOf(certificates.values()).iterator());
    }

    /** Adds a new session, or closes it if its certificate is not valid any more. */
    public void add(Session session) {
        assert thread.inEventLoop();
        ClientCertificate shown = session.peer().certificate();
        Certificate known = certificates.get(shown.fingerprint());
        if (known != null) {
            known.sessions.add(session);
            return;
        }
        Certificate certificate = new Certificate(shown);
        certificate.sessions.add(session);
        certificates.put(shown.fingerprint(), certificate);
        Instant now = clock.instant();
        Expiry.soon(shown, now).ifPresent(expiry -> LOG.warn(expiry.warning(now)));
        judge(certificate);
        if (certificate.until.isBefore(nextLook)) {
            schedule();
        }
    }

    public void remove(Session session) {
        assert thread.inEventLoop();
        String fingerprint = session.peer().fingerprint();
        Certificate certificate = certificates.get(fingerprint);
        if (certificate != null && certificate.sessions.remove(session) && certificate.sessions.isEmpty()) {
            certificates.remove(fingerprint);
        }
    }

    private void judge(Iterator<Certificate> rest) {
        for (int i = 0; i < SLICE && rest.hasNext(); i++) {
            judge(rest.next());
        }
        if (rest.hasNext()) {
            thread.execute(() -> judge(rest));
        } else {
            schedule();
        }
    }

    private void judge(Certificate certificate) {
        Optional<String> objection = trust.objection(certificate.shown);
        if (objection.isEmpty()) {
            certificate.until = trust.until(certificate.shown);
            return;
        }
        Audit.event("certificate refused")
                .addKeyValue("subject", certificate.shown.subject())
                .addKeyValue("fingerprint", certificate.shown.fingerprint())
                .addKeyValue("why", objection.get())
                .addKeyValue("sessions", certificate.sessions.size())
                .log();
        LOG.info(
                "{}: {} sha256:{}, closing its sessions: {}",
                objection.get(),
                certificate.shown.subject(),
                certificate.shown.fingerprint(),
                certificate.sessions.size());
        for (Session session : List.copyOf(certificate.sessions)) {
            session.close(objection.get());
        }
    }

    /** Sets the timer for the earliest expiry. */
    private void schedule() {
        if (timer != null) {
            timer.cancel(false);
        }
        Instant now = clock.instant();
        Instant latest = now.plus(LONGEST_WAIT);
        nextLook = certificates.values().stream()
                .map(certificate -> certificate.until)
                .filter(until -> until.isBefore(latest))
                .min(Comparator.naturalOrder())
                .orElse(latest);
        long millis = Math.max(Duration.between(now, nextLook).toMillis(), 0) + 1;
        timer = thread.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Instant now = clock.instant();
        judge(certificates.values().stream()
                .filter(certificate -> certificate.until.isBefore(now))
                .toList()
                .iterator());
    }
}
