package io.securechat.server.chat;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.server.connection.Audience;
import io.securechat.server.connection.Peer;
import io.securechat.server.message.Inboxes;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Host;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.Admission;
import io.securechat.server.user.LiveCertificates;
import io.securechat.server.user.People;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of all clients, from admission to their end. */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int REGISTRATION_SECONDS = 30;

    private final Host chat;
    private final EventExecutor thread;
    private final Admission admission;
    private final LiveCertificates certificates;
    private final Inboxes inboxes;
    private final People people;
    private final Rooms rooms;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private long refused;

    Sessions(
            Host chat,
            EventExecutor thread,
            Admission admission,
            LiveCertificates certificates,
            Inboxes inboxes,
            People people,
            Rooms rooms) {
        this.chat = chat;
        this.thread = thread;
        this.admission = admission;
        this.certificates = certificates;
        this.inboxes = inboxes;
        this.people = people;
        this.rooms = rooms;
    }

    /** Admits a client whose certificate is trusted, or closes its session. */
    void opened(Session session) {
        if (admission.dismiss(session)) {
            return;
        }
        Peer peer = session.peer();
        String refusal = admission.refusal(peer);
        if (refusal != null) {
            LOG.warn("{} with {} rejected: {}", peer.address(), peer.subject(), refusal);
            refused++;
            peer.audit("refused", refusal);
            session.close(refusal);
            return;
        }
        admission.entered(peer);
        sessions.add(session);
        session.budget().enter(chat.turns().entered(peer));
        session.registration()
                .deadline(thread.schedule(
                        () -> session.close("Registration timed out"), REGISTRATION_SECONDS, TimeUnit.SECONDS));
        certificates.add(session);
    }

    /** Removes a session, and the user with its last one. */
    void left(Session session, String reason) {
        if (!sessions.remove(session)) {
            return;
        }
        admission.left(session.peer());
        session.budget().leave();
        inboxes.left(session);
        certificates.remove(session);
        session.registration().complete();
        if (!session.isRegistered()) {
            String address = session.peer().address();
            String who = session.peer()
                    .name()
                    .map(name -> name.name() + " at " + address)
                    .orElse(address);
            LOG.info("{} disconnected before registering: {}", who, logged(reason));
            return;
        }
        User user = session.user();
        LOG.info("{} at {} disconnected: {}", user.nick(), session.peer().address(), logged(reason));
        if (people.leave(session)) {
            people.notice(user.source() + " disconnected: " + reason);
            List<Audience> neighbours = rooms.neighbours(user);
            rooms.leave(user);
            Audience.send(neighbours, user.does("QUIT :" + reason).at(chat.now()));
        }
    }

    /** The log contains nothing that users say, as in a QUIT. */
    private static String logged(String reason) {
        return reason.startsWith("Quit: ") ? "Quit" : reason;
    }

    /** Disconnects the blocked clients. */
    public void dismissBlocked() {
        List.copyOf(sessions).forEach(admission::dismiss);
    }

    /** Ends all sessions. */
    void close(String reason) {
        for (Session session : List.copyOf(sessions)) {
            session.close(reason);
        }
    }

    /** Returns all sessions, in the order in which they began. */
    public Collection<Session> all() {
        return Collections.unmodifiableSet(sessions);
    }

    /** Returns the number of connections refused because there were too many. */
    long refused() {
        return refused;
    }

    /** Returns the number of sessions that have not registered yet. */
    public int unregistered() {
        return sessions.size() - people.sessions();
    }
}
