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
 * The members of a room by what they are sent. In a small room everybody is sent every JOIN and PART. In a large one
 * only those are who have asked for NAMES; the others are sent the JOIN of a member who speaks or is given a status,
 * and its later changes. So N joins cost less than N². Owned by the thread {@code chat}.
 */
public final class RoomAudience {
    private final int large;
    private final Audience everybody;

    /** All members of a small room; in a large one those who have asked for NAMES. */
    private final Audience told;

    /** Those who were members before the room became large, and have not asked since. */
    private final Audience early;

    private final Set<User> earlyUsers = new HashSet<>();

    /** Those who joined when the room was large, and have not asked. */
    private final Audience late;

    private final Set<User> lateUsers = new HashSet<>();

    /** The members known to those who were there when the room became large. */
    private final Set<User> known = new HashSet<>();

    /** The members who have spoken or been given a status: they are known to everybody. */
    private final Set<User> prominent = new LinkedHashSet<>();

    private boolean isLarge;

    /** @param large the number of members above which a room is large */
    RoomAudience(int large, Collection<Courier> couriers) {
        this.large = large;
        this.everybody = new Audience(couriers);
        this.told = new Audience(couriers);
        this.early = new Audience(couriers);
        this.late = new Audience(couriers);
    }

    Audience everybody() {
        return everybody;
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
        everybody.add(session.connection());
        group(user).add(session.connection());
    }

    void detach(User user, Session session) {
        everybody.remove(session.connection());
        group(user).remove(session.connection());
    }

    private Audience group(User user) {
        if (earlyUsers.contains(user)) {
            return early;
        }
        return lateUsers.contains(user) ? late : told;
    }

    /** Sends a user every JOIN and PART from now on. */
    public void tell(User user) {
        Audience before = group(user);
        if (before != told) {
            leave(before, user);
            earlyUsers.remove(user);
            lateUsers.remove(user);
            join(told, user);
        }
    }

    /** The members who are sent a member's JOIN, PART and changes. */
    List<Audience> of(User member) {
        return !isLarge || known.contains(member) || prominent.contains(member)
                ? List.of(everybody)
                : List.of(told, member.audience());
    }

    /** A member becomes visible: those who have not been sent its JOIN are sent it now. */
    void becomeVisible(User member, Outgoing joins) {
        if (!prominent.add(member) || !isLarge) {
            return;
        }
        Audience own = group(member);
        leave(own, member); // they need not be sent their own JOIN
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

    /** Makes a large room small again if few members are left; returns those who do not know all of them. */
    List<User> shrink(int members) {
        if (!isLarge || members > large / 2) {
            return List.of();
        }
        List<User> untold =
                Stream.concat(earlyUsers.stream(), lateUsers.stream()).toList();
        untold.forEach(this::tell);
        known.clear();
        isLarge = false;
        return untold;
    }
}
