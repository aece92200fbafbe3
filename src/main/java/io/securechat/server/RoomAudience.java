package io.securechat.server;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who hears what in a room, and who of them is told of everybody who comes and goes. While the room is small all are. From the
 * moment on at which it is large, these are those who ask, with NAMES, who is there; the others hear of a member when it first
 * says something or is given a status, and from then on. So the cost of N who come is no N². Owned by the chat's thread.
 */
final class RoomAudience {
    private final int large;
    private final Audience everybody;

    /** All while the room is small; then those who have asked. */
    private final Audience told;

    /** Those who were there already when the room became large, and have not asked since. */
    private final Audience early;

    private final Set<User> earlyUsers = new HashSet<>();

    /** Those who came when the room was large already, and have not asked. */
    private final Audience late;

    private final Set<User> lateUsers = new HashSet<>();

    /** The members of whom those know who were there already when the room became large. */
    private final Set<User> known = new HashSet<>();

    /** The members who have spoken or have had a status: of these everybody knows. */
    private final Set<User> prominent = new LinkedHashSet<>();

    private boolean isLarge;

    /** @param large from more than how many members on a room is large */
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
     * Somebody comes in.
     *
     * @param members all who are there by now
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

    /** From now on somebody is told of everybody who comes and goes. */
    void tell(User user) {
        Audience before = group(user);
        if (before != told) {
            leave(before, user);
            earlyUsers.remove(user);
            lateUsers.remove(user);
            join(told, user);
        }
    }

    /** Those who are told that a member comes, goes or changes. */
    List<Audience> of(User member) {
        return !isLarge || known.contains(member) || prominent.contains(member)
                ? List.of(everybody)
                : List.of(told, member.audience());
    }

    /** A member stands out from now on: those are told of it, as of somebody who comes, who were not so far. */
    void becomeVisible(User member, Outgoing joins) {
        if (!prominent.add(member) || !isLarge) {
            return;
        }
        Audience own = group(member);
        leave(own, member); // who is there itself need not be told that it is
        Audience.send(known.contains(member) ? List.of(late) : List.of(early, late), joins);
        join(own, member);
    }

    /** Whether a member stands out. */
    boolean isProminent(User member) {
        return prominent.contains(member);
    }

    /** The members who stand out, in the order in which they first did. */
    Set<User> prominent() {
        return Collections.unmodifiableSet(prominent);
    }

    /** Makes a room small again that has become so, and returns those who were not told of everybody. */
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
