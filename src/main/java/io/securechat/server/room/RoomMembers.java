package io.securechat.server.room;

import io.securechat.history.Party;
import io.securechat.server.mode.Flags;
import io.securechat.server.mode.Status;
import io.securechat.server.session.User;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a room with their statuses, and the accounts that operate it whenever they are there. */
final class RoomMembers {
    private final Map<User, Set<Status>> statuses = new LinkedHashMap<>();
    private final Set<Party> operators = new LinkedHashSet<>();

    Set<User> all() {
        return Collections.unmodifiableSet(statuses.keySet());
    }

    int size() {
        return statuses.size();
    }

    boolean has(@Nullable User user) {
        return statuses.containsKey(user);
    }

    void add(User user) {
        statuses.put(user, Set.of());
    }

    void remove(User user) {
        if (statuses(user).contains(Status.OPERATOR)) {
            operates(user, true); // the account may be newer than the status
        }
        statuses.remove(user);
    }

    /** The statuses of a member; none for others. */
    Set<Status> statuses(User user) {
        return statuses.getOrDefault(user, Set.of());
    }

    /** Returns whether a user has a status or a higher one. */
    boolean isAtLeast(User user, Status status) {
        return statuses(user).stream().anyMatch(own -> own.compareTo(status) <= 0);
    }

    /** Gives a member a status or removes it; returns whether that is a change. */
    boolean set(User member, Status status, boolean on) {
        if (status == Status.OPERATOR) {
            operates(member, on);
        }
        Set<Status> before = statuses.get(member);
        if (before == null) {
            return false;
        }
        Set<Status> after = Flags.with(before, status, on);
        statuses.put(member, after);
        return after != before;
    }

    private void operates(User user, boolean on) {
        if (user.identity() != null) {
            if (on) {
                operators.add(user.party());
            } else {
                operators.remove(user.party());
            }
        }
    }

    /** The accounts that operate the room whenever they are there. */
    Set<Party> operators() {
        return Collections.unmodifiableSet(operators);
    }

    void addOperator(Party account) {
        operators.add(account);
    }

    /** Removes the operator accounts of a name, of whichever CA; returns whether there was one. */
    boolean removeOperators(String foldedName) {
        return operators.removeIf(party -> party.name().equals(foldedName));
    }
}
