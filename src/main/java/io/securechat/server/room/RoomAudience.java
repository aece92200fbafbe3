package io.securechat.server.room;

import io.securechat.server.connection.Audience;
import io.securechat.server.connection.Courier;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The members of a room, grouped by what they receive. In a small room all members receive every JOIN and PART. In a
 * large one only the members who have requested NAMES do; the others receive the JOIN of a member when it speaks or gets
 * a status, and its later changes. So N joins cost less than N². Owned by the thread {@code chat}.
 */
public final class RoomAudience {
    private final int large;
    private final Audience all;

    /** The receivers of every JOIN: all members of a small room, or the members of a large one who have requested NAMES. */
    private final Audience informed;

    /** The members from before the room became large who have not requested NAMES since. */
    private final Audience early;

    private final Set<User> earlyUsers = new HashSet<>();

    /** The members who joined when the room was large and have not requested NAMES. */
    private final Audience late;

    private final Set<User> lateUsers = new HashSet<>();

    /** The members who are known to the early ones. */
    private final Set<User> known = new HashSet<>();

    /** The members who have spoken or have got a status: they are known to all. */
    private final Set<User> prominent = new LinkedHashSet<>();

    private boolean isLarge;

    /** @param large the number of members above which a room is large */
    RoomAudience(int large, Collection<Courier> couriers) {
        this.large = large;
        this.all = new Audience(couriers);
        this.informed = new Audience(couriers);
        this.early = new Audience(couriers);
        this.late = new Audience(couriers);
    }

    Audience all() {
        return all;
    }

    boolean isLarge() {
        return isLarge;
    }

    /**
     * A user joins.
     *
     * @param members all members, with this one
     */
    void add(User user, Collection<User> members) {
        if (!isLarge && members.size() > large) {
            isLarge = true;
            members.stream().filter(member -> member != user).forEach(member -> {
                known.add(member);
                move(member, earlyUsers);
            });
        }
        if (isLarge) {
            lateUsers.add(user);
        }
        user.sessions().forEach(session -> attach(user, session));
    }

    private void move(User member, Set<User> to) {
        leave(group(member), member);
        to.add(member);
        join(group(member), member);
    }

    private static void join(Audience audience, User member) {
        member.sessions().forEach(session -> audience.add(session.connection()));
    }

    private static void leave(Audience audience, User member) {
        member.sessions().forEach(session -> audience.remove(session.connection()));
    }

    void remove(User user) {
        user.sessions().forEach(session -> detach(user, session));
        Stream.of(earlyUsers, lateUsers, known, prominent).forEach(users -> users.remove(user));
    }

    void attach(User user, Session session) {
        all.add(session.connection());
        group(user).add(session.connection());
    }

    void detach(User user, Session session) {
        all.remove(session.connection());
        group(user).remove(session.connection());
    }

    private Audience group(User user) {
        if (earlyUsers.contains(user)) {
            return early;
        }
        return lateUsers.contains(user) ? late : informed;
    }

    /** A user receives every JOIN and PART from now on. */
    public void inform(User user) {
        Audience before = group(user);
        if (before != informed) {
            leave(before, user);
            earlyUsers.remove(user);
            lateUsers.remove(user);
            join(informed, user);
        }
    }

    /** The receivers of a member's JOIN, PART and changes. */
    List<Audience> of(User member) {
        return !isLarge || known.contains(member) || prominent.contains(member)
                ? List.of(all)
                : List.of(informed, member.audience());
    }

    /** A member becomes visible: the members who have not received its JOIN receive it now. */
    void becomeVisible(User member, Outgoing joins) {
        if (!prominent.add(member) || !isLarge) {
            return;
        }
        Audience own = group(member);
        leave(own, member); // its own sessions need no JOIN
        Audience.send(known.contains(member) ? List.of(late) : List.of(early, late), joins);
        join(own, member);
    }

    /** Returns whether a member has become visible. */
    boolean isProminent(User member) {
        return prominent.contains(member);
    }

    /** The visible members, in the order in which they became so. */
    Set<User> prominent() {
        return Collections.unmodifiableSet(prominent);
    }

    /** Makes a large room small again if few members are left; returns the members who do not know all others. */
    List<User> shrink(int members) {
        if (!isLarge || members > large / 2) {
            return List.of();
        }
        List<User> uninformed =
                Stream.concat(earlyUsers.stream(), lateUsers.stream()).toList();
        uninformed.forEach(this::inform);
        known.clear();
        isLarge = false;
        return uninformed;
    }
}
