package io.securechat.server.status;

import io.securechat.server.mode.UserMode;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.tls.trust.ClientCertificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The present state of a session.
 *
 * @param connection the connection's id in the log
 * @param nick {@code *} before there is one
 * @param account null for a guest, and before registration
 * @param idle the time since the user's last message
 * @param sendQueue bytes that wait for the client to read them
 * @param lines of the client that wait to be carried out
 */
public record SessionStatus(
        String connection,
        String address,
        ClientCertificate certificate,
        String nick,
        @Nullable String account,
        boolean registered,
        boolean operator,
        Duration connected,
        Duration idle,
        long sendQueue,
        int lines,
        int rooms) {
    static SessionStatus of(Session session, Rooms rooms) {
        User user = session.isRegistered() ? session.user() : null;
        Duration age = session.connection().age();
        return new SessionStatus(
                session.connection().id(),
                session.peer().address(),
                session.peer().certificate(),
                session.nick(),
                user == null ? null : user.account(),
                user != null,
                user != null && user.is(UserMode.OPERATOR),
                age,
                user == null ? age : user.idle(),
                session.connection().backlog(),
                session.lines().size(),
                user == null ? 0 : rooms.of(user).size());
    }
}
