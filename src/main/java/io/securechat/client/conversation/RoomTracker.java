package io.securechat.client.conversation;

import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.RoomEvent;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows the lines that change a room or its members, and makes events of them. */
final class RoomTracker {
    /** The replies about a room or its members. */
    static final Set<Numeric> REPLIES = EnumSet.of(
            Numeric.RPL_ISUPPORT,
            Numeric.RPL_TOPIC,
            Numeric.RPL_NOTOPIC,
            Numeric.RPL_NAMREPLY,
            Numeric.RPL_ENDOFNAMES,
            Numeric.RPL_WHOSPCRPL,
            Numeric.RPL_ENDOFWHO);

    private final Self self;
    private final Accounts accounts;
    private final Rooms rooms;
    private final MemberAccounts members;

    RoomTracker(Self self, Accounts accounts, Rooms rooms) {
        this.self = self;
        this.accounts = accounts;
        this.rooms = rooms;
        this.members = new MemberAccounts(accounts);
    }

    /** A new connection: the server reports the rooms anew. */
    void clear() {
        rooms.clear();
        members.clear();
    }

    List<Event> joined(Instant at, Message m) {
        String name = m.paramOrEmpty(0);
        if (self.is(m.nick())) {
            self.seenAs(String.valueOf(m.source()));
            rooms.entering(name);
            return List.of(); // the list of members follows, and makes the event
        }
        rooms.get(name).ifPresent(room -> room.add(m.nick()));
        return unlessEntering(name, new RoomEvent.Joined(at, place(name), accounts.person(m.nick())));
    }

    List<Event> parted(Instant at, Message m) {
        return left(at, m.paramOrEmpty(0), m.nick(), "", m.params().size() > 1 ? m.trailing() : "");
    }

    List<Event> kicked(Instant at, Message m) {
        String reason = m.params().size() > 2 ? m.trailing() : "";
        boolean given = !reason.equals(m.nick()); // without a reason, servers send the operator's nick
        return left(at, m.paramOrEmpty(0), m.paramOrEmpty(1), m.nick(), given ? reason : "");
    }

    private List<Event> left(Instant at, String name, String who, String by, String reason) {
        boolean mine = self.is(who);
        Event event = new RoomEvent.Left(at, place(name), who, reason, by, mine);
        if (mine) {
            rooms.left(name);
            return List.of(event);
        }
        rooms.get(name).ifPresent(room -> room.remove(who));
        return unlessEntering(name, event);
    }

    /** Returns an event about the members of a room; none before the user has seen who they are. */
    private List<Event> unlessEntering(String name, Event event) {
        return rooms.get(name).filter(Room::isEntering).isPresent() ? List.of() : List.of(event);
    }

    List<Event> topic(Instant at, Message m) {
        String name = m.paramOrEmpty(0);
        String topic = m.params().size() > 1 ? m.trailing() : "";
        rooms.get(name).ifPresent(room -> room.topic(topic));
        return List.of(new RoomEvent.Topic(at, place(name), m.nick(), topic));
    }

    /** Takes the answer to a question for a topic, which the server also sends while the user joins. */
    private List<Event> currentTopic(Instant at, String name, String topic) {
        Room room = rooms.find(name);
        if (room != null && room.isEntering()) {
            room.topic(topic);
            return List.of();
        }
        return List.of(new RoomEvent.Topic(at, place(name), "", topic));
    }

    /** Takes the modes of a room, one by one. The user's own modes make no events. */
    List<Event> modes(Instant at, Message m) {
        String name = m.paramOrEmpty(0);
        if (!Names.isChannelLike(name)) {
            return List.of();
        }
        Room room = rooms.find(name);
        List<Event> events = new ArrayList<>();
        for (ModeChange change : ModeChange.of(m)) {
            String argument = change.argument();
            boolean mine = room != null && room.change(change.on(), change.mode(), argument) && self.is(argument);
            if (room == null || !room.isEntering()) {
                events.add(new RoomEvent.Mode(at, place(name), m.nick(), change.on(), change.mode(), argument, mine));
            }
        }
        return events;
    }

    List<Event> renamed(Instant at, Message m) {
        String from = m.paramOrEmpty(0);
        String to = m.paramOrEmpty(1);
        rooms.rename(from, to);
        return List.of(new RoomEvent.Renamed(at, place(to), from, m.nick(), m.paramOrEmpty(2)));
    }

    /** Takes a part of a list of members. */
    private void names(Message m) {
        Room list = rooms.list(m.paramOrEmpty(2));
        Stream.of(m.trailing().split(" ", -1)).forEach(list::addShown);
    }

    /**
     * A list of members is complete: the user has joined the room, or has asked for it. The event waits for the accounts of the
     * members, except in a large room that the user joins.
     */
    private List<Event> endOfNames(Instant at, String name) {
        Room room = rooms.find(name);
        if (room != null) {
            if (room.isEntering()) {
                rooms.entered(room);
            } else {
                room.forget();
            }
            room.addAll(rooms.takeList(name));
        }
        boolean large = room != null && room.isEntering() && room.isLarge();
        return !large && members.ask(name) ? List.of() : listed(at, name, room);
    }

    private List<Event> listed(Instant at, String name, @Nullable Room room) {
        if (room == null) {
            Room list = rooms.takeList(name);
            Event event = new RoomEvent.Members(at, place(name), people(list));
            list.forget();
            return List.of(event);
        }
        if (room.isEntering()) {
            room.entered();
            return List.of(new RoomEvent.Entered(at, place(room.name()), room.topic(), people(room), !room.isLarge()));
        }
        return List.of(new RoomEvent.Members(at, place(room.name()), people(room)));
    }

    /** Takes one of the {@link #REPLIES}. */
    List<Event> reply(Instant at, Numeric numeric, Message m) {
        String name = m.paramOrEmpty(1);
        switch (numeric) {
            case RPL_ISUPPORT -> members.support(m);
            case RPL_NAMREPLY -> names(m);
            case RPL_WHOSPCRPL -> members.answer(m);
            case RPL_TOPIC, RPL_NOTOPIC -> {
                return currentTopic(at, name, numeric == Numeric.RPL_TOPIC ? m.trailing() : "");
            }
            case RPL_ENDOFNAMES -> {
                return endOfNames(at, name);
            }
            case RPL_ENDOFWHO -> {
                return members.close(name) ? listed(at, name, rooms.find(name)) : List.of();
            }
            default -> throw new IllegalArgumentException(numeric.code());
        }
        return List.of();
    }

    /** Returns the questions to send to the server because of its lines so far. */
    List<Message> questions() {
        return members.unsent();
    }

    /** The members of a room, or their accounts, do not come: makes the event without them. */
    List<Event> overdue(Instant at, String name) {
        Room room = rooms.find(name);
        if (room != null && room.isEntering()) {
            rooms.entered(room);
            room.addAll(rooms.takeList(name));
            members.close(name);
            return listed(at, name, room);
        }
        return members.close(name) ? listed(at, name, room) : List.of();
    }

    /** Takes the server's note that it does not list all members of a room; false if the line is another note. */
    boolean large(Message note) {
        boolean large = note.paramOrEmpty(1).equals("LARGE_ROOM")
                && rooms.get(note.paramOrEmpty(2)).isPresent();
        if (large) {
            rooms.get(note.paramOrEmpty(2)).ifPresent(Room::markLarge);
        }
        return large;
    }

    List<Person> people(Room room) {
        return room.sorted().stream()
                .map(member -> accounts.person(member.nick()).withStatus(member.status()))
                .toList();
    }

    private Place place(String name) {
        return rooms.place(name);
    }
}
