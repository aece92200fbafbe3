package io.securechat.client.conversation;

import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.RoomEvent;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows the lines that change a room or its members, and makes events of them. */
final class RoomTracker {
    private final Self self;
    private final Accounts accounts;
    private final Rooms rooms;

    RoomTracker(Self self, Accounts accounts, Rooms rooms) {
        this.self = self;
        this.accounts = accounts;
        this.rooms = rooms;
    }

    List<Event> joined(Instant at, Message m) {
        String name = m.paramOrEmpty(0);
        if (self.is(m.nick())) {
            self.seenAs(String.valueOf(m.source()));
            rooms.entering(name);
            return List.of(); // the list of members follows, and makes the event
        }
        rooms.get(name).ifPresent(room -> room.add(m.nick()));
        return List.of(new RoomEvent.Joined(at, place(name), accounts.person(m.nick())));
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
        return List.of(event);
    }

    List<Event> topic(Instant at, Message m) {
        String name = m.paramOrEmpty(0);
        String topic = m.params().size() > 1 ? m.trailing() : "";
        rooms.get(name).ifPresent(room -> room.topic(topic));
        return List.of(new RoomEvent.Topic(at, place(name), m.nick(), topic));
    }

    /** Takes the answer to a question for a topic, which the server also sends while the user joins. */
    List<Event> currentTopic(Instant at, String name, String topic) {
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
    List<Event> names(Message m) {
        Room list = rooms.list(m.paramOrEmpty(2));
        Stream.of(m.trailing().split(" ", -1)).forEach(list::addShown);
        return List.of();
    }

    /** A list of members is complete: the user has joined the room, or has asked for it. */
    List<Event> endOfNames(Instant at, String name) {
        return List.of(listed(at, name, rooms.find(name)));
    }

    private Event listed(Instant at, String name, @Nullable Room room) {
        Room list = rooms.takeList(name);
        if (room == null) {
            Event members = new RoomEvent.Members(at, place(name), people(list));
            list.forget();
            return members;
        }
        if (room.isEntering()) {
            room.addAll(list);
            rooms.entered(room);
            return new RoomEvent.Entered(at, place(room.name()), room.topic(), people(room), !room.isLarge());
        }
        room.forget();
        room.addAll(list);
        return new RoomEvent.Members(at, place(room.name()), people(room));
    }

    /** The list of members of a room that the user has joined does not come: enters the room without it. */
    List<Event> overdue(Instant at, String name) {
        Room room = rooms.find(name);
        return room != null && room.isEntering() ? endOfNames(at, name) : List.of();
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
