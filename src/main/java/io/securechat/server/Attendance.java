package io.securechat.server;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who hears what in a room, and who of them is told of everybody who comes and goes. While the room is small all are. In a
 * large one these are the first who came and those who have asked, with NAMES, who is there; the others hear of a member when
 * it first says something or is given a status, and from then on. So the cost of N who come is no N². Owned by the chat's
 * thread.
 */
final class Attendance {
    private final int large;
    private final Audience everybody;
    private final Audience told;
    private final Audience untold;
    private final Set<User> untoldUsers = new HashSet<>();
    private final Set<User> prominent = new LinkedHashSet<>();

    /** @param large from how many members on a room is large */
    Attendance(int large, Collection<Courier> couriers) {
        this.large = large;
        this.everybody = new Audience(couriers);
        this.told = new Audience(couriers);
        this.untold = new Audience(couriers);
    }

    Audience everybody() {
        return everybody;
    }

    /** Somebody comes in, as one of so many. */
    void add(User user, int members) {
        if (members > large) {
            untoldUsers.add(user);
        }
        user.sessions().forEach(session -> attach(user, session));
    }

    void remove(User user) {
        user.sessions().forEach(session -> detach(user, session));
        untoldUsers.remove(user);
        prominent.remove(user);
    }

    void attach(User user, Session session) {
        everybody.add(session);
        group(user).add(session);
    }

    void detach(User user, Session session) {
        everybody.remove(session);
        group(user).remove(session);
    }

    private Audience group(User user) {
        return untoldUsers.contains(user) ? untold : told;
    }

    /** Whether all are told of everybody. */
    boolean isComplete() {
        return untoldUsers.isEmpty();
    }

    /** From now on somebody is told of everybody who comes and goes. */
    void tell(User user) {
        if (untoldUsers.contains(user)) {
            user.sessions().forEach(untold::remove);
            untoldUsers.remove(user);
            user.sessions().forEach(told::add);
        }
    }

    /** Those who are told that a member comes, goes or changes. */
    List<Audience> of(User member) {
        return isComplete() || prominent.contains(member) ? List.of(everybody) : List.of(told, member.audience());
    }

    /** A member stands out from now on: those are told of it, as of somebody who comes, who were not so far. */
    void standsOut(User member, Outgoing joins) {
        if (!prominent.add(member) || isComplete()) {
            return;
        }
        Audience own = group(member);
        member.sessions().forEach(own::remove); // who is there itself need not be told that it is
        Audience.send(List.of(untold), joins);
        member.sessions().forEach(own::add);
    }

    /** Whether those who come into a large room are told that a member is there. */
    boolean isProminent(User member) {
        return prominent.contains(member);
    }

    /** All such members, in the order in which they first stood out. */
    Set<User> prominent() {
        return Collections.unmodifiableSet(prominent);
    }

    /** Those who are not told of everybody, once the room has become so small that they can be. */
    List<User> toBeTold(int members) {
        return members > large / 2 ? List.of() : List.copyOf(untoldUsers);
    }
}
