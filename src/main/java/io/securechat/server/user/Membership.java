package io.securechat.server.user;

import io.securechat.server.connection.Audience;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import java.util.List;

/** The rooms of users, as far as {@link People} must know them. */
public interface Membership {
    /** A user has another session. */
    void attach(User user, Session session);

    void detach(User user, Session session);

    /** The receivers of what a user does: its own sessions and the members of its rooms, in a large room not all. */
    List<Audience> neighbours(User user);
}
