package io.securechat.server;

import java.util.List;

/** The rooms of users, as far as {@link People} must know them. */
interface Membership {
    /** A user has another session. */
    void attach(User user, Session session);

    void detach(User user, Session session);

    /** The members of the user's rooms who are told what happens to the user; in a large room not all. */
    List<Audience> audiences(User user);
}
