package io.securechat.client.conversation;

import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.irc.Message;
import java.time.Instant;
import java.util.List;

/** Follows the lines about users in whatever rooms they are, and makes events of them. */
final class UserTracker {
    private final Self self;
    private final Accounts accounts;
    private final Rooms rooms;

    UserTracker(Self self, Accounts accounts, Rooms rooms) {
        this.self = self;
        this.accounts = accounts;
        this.rooms = rooms;
    }

    List<Event> quit(Instant at, Message m) {
        boolean near = rooms.isNear(m.nick());
        rooms.removeMember(m.nick());
        String reason = m.trailing().equals("Quit") ? "" : m.trailing(); // without a reason, servers send this
        return self.is(m.nick()) ? List.of() : List.of(new UserEvent.Quit(at, m.nick(), reason, near));
    }

    List<Event> renamed(Instant at, Message m) {
        String from = m.nick();
        String to = m.trailing();
        if (!Message.isMiddle(to)) {
            return List.of(); // a name that nobody can have
        }
        boolean mine = self.is(from);
        boolean expected = !mine || self.renamed(to);
        boolean near = mine || rooms.isNear(from);
        rooms.renameMember(from, to);
        Event renamed = new UserEvent.Renamed(at, from, to, mine, near);
        return expected
                ? List.of(renamed)
                : List.of(
                        renamed,
                        new Notice.Warned(at, "the server changed your name", "/nick NAME requests another one"));
    }

    List<Event> invited(Instant at, Message m) {
        String who = m.paramOrEmpty(0);
        return List.of(new RoomEvent.Invited(at, m.paramOrEmpty(1), m.nick(), who, self.is(who)));
    }

    List<Event> away(Instant at, Message m) {
        String reason = m.params().isEmpty() ? "" : m.trailing();
        return self.is(m.nick())
                ? List.of()
                : List.of(new UserEvent.Away(at, accounts.person(m.nick()), reason, rooms.isNear(m.nick())));
    }
}
