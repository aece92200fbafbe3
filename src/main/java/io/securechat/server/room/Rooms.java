package io.securechat.server.room;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.irc.Numeric;
import io.securechat.server.connection.Audience;
import io.securechat.server.connection.Courier;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Status;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.Membership;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rooms and their membership, which changes only here. Owned by the thread {@code chat}. */
public final class Rooms implements Membership {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    /** The limit of rooms, including empty ones that are remembered. */
    public static final int MAX_ROOMS = 10_000;

    private final EventExecutor thread;
    private final Clock clock;
    private final Supplier<RoomAudience> audience;
    private final Journal journal;
    private final RoomMemory memory;
    private final RoomIndex index = new RoomIndex();
    private final Invitations invitations = new Invitations();
    private final RoomRetention retention;
    private final Map<User, Set<Room>> memberships = new HashMap<>();

    /** @param thread the thread {@code chat} */
    public Rooms(EventExecutor thread, Clock clock, Collection<Courier> couriers, Settings settings, Journal journal) {
        this.thread = thread;
        this.clock = clock;
        this.audience = () -> new RoomAudience(settings.limits().largeRoom(), couriers);
        this.journal = journal;
        this.memory = new RoomMemory(journal);
        this.retention = new RoomRetention(journal, memory, index, invitations::remove);
        String lobby = settings.lobby();
        List<Room> known = memory.load(lobby, audience);
        known.forEach(index::add);
        if (lobby != null && index.find(lobby) == null) {
            open(lobby, true).modes().set(ChannelMode.TOPIC_LOCKED, false);
        }
        known.forEach(retention::loaded); // one may be known only because it was the lobby
    }

    private Room open(String name, boolean lasting) {
        Room room = new Room(name, memory.begin(name), lasting, clock.instant(), journal.newestId(), audience.get());
        RoomModes.NEW.forEach(flag -> room.modes().set(flag, true));
        index.add(room);
        return room;
    }

    /** Decides which rooms are remembered. */
    public RoomRetention retention() {
        return retention;
    }

    // Finding rooms.

    public Collection<Room> all() {
        return index.all();
    }

    public @Nullable Room find(String name) {
        assert thread.inEventLoop();
        return index.find(name);
    }

    /** The room of a place in the journal, or null if it does not exist at present. */
    public @Nullable Room find(Place place) {
        return index.find(place);
    }

    /**
     * The name of a room that could be mistaken for a name or equals it; null if there is none.
     *
     * @param own the name of a room that does not count, or null
     */
    public @Nullable String like(String name, @Nullable String own) {
        return index.like(name, own);
    }

    /** An entry of a room under the present name of the room. */
    public Entry underPresentName(Entry entry) {
        Room room = find(entry.draft().place());
        return room == null ? entry : entry.under(room.name());
    }

    /**
     * The room of a name.
     *
     * @throws Refusal with 403 if there is none that the user may see
     */
    public Room visible(String name, User user) {
        Room room = find(name);
        if (room == null || !room.isVisibleTo(user)) {
            throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
        }
        return room;
    }

    /**
     * The room of a name, of which the user is a member.
     *
     * @throws Refusal with 403 or 442
     */
    public Room joined(String name, User user) {
        Room room = visible(name, user);
        if (!room.has(user)) {
            throw new Refusal(Numeric.ERR_NOTONCHANNEL, room.name());
        }
        return room;
    }

    /**
     * The room of a name, which the user may change.
     *
     * @throws Refusal with 403, 442 or 482
     */
    public Room run(String name, User user) {
        Room room = visible(name, user);
        if (!room.isRunBy(user)) {
            throw new Refusal(room.has(user) ? Numeric.ERR_CHANOPRIVSNEEDED : Numeric.ERR_NOTONCHANNEL, room.name());
        }
        return room;
    }

    // Membership.

    /** The rooms of a user, in the order in which the user has joined them. */
    public Set<Room> of(User user) {
        return Collections.unmodifiableSet(memberships.getOrDefault(user, Set.of()));
    }

    @Override
    public void attach(User user, Session session) {
        of(user).forEach(room -> room.audiences().attach(user, session));
    }

    @Override
    public void detach(User user, Session session) {
        of(user).forEach(room -> room.audiences().detach(user, session));
    }

    @Override
    public List<Audience> neighbours(User user) {
        List<Audience> neighbours = new ArrayList<>();
        neighbours.add(user.audience());
        of(user).forEach(room -> neighbours.addAll(room.audiences().of(user)));
        return neighbours;
    }

    /** Returns whether a user who does not know another one's nick may learn that this one is online. */
    public boolean isVisible(User user, User to) {
        return !user.is(UserMode.INVISIBLE)
                || to == user
                || to.is(UserMode.OPERATOR)
                || !Collections.disjoint(of(user), of(to));
    }

    /** The invitations, each of which lets a user join a room once, whatever its modes. */
    public Invitations invitations() {
        return invitations;
    }

    /** The reason why a user may not join a room with a key or without one, or null. */
    public @Nullable Numeric refusal(Room room, User user, @Nullable String key) {
        return invitations.has(user, room) ? null : room.refusal(user, key);
    }

    /**
     * Joins a user to a room, which is created if there is none of that name, and tells its members.
     *
     * @throws Refusal with 437 if there are too many rooms to create another
     */
    public Room enter(User user, String name, Reply reply) {
        assert thread.inEventLoop();
        Room room = find(name);
        boolean founded = room == null;
        if (room == null) {
            checkMayCreate(name, reply.session());
            room = open(name, false);
        }
        retention.occupied(room);
        boolean returns = room.operators().contains(user.party());
        room.add(user);
        invitations.remove(user, room);
        memberships.computeIfAbsent(user, none -> new LinkedHashSet<>(2)).add(room);
        LOG.info("{} joins {}", user.nick(), room.name());
        reply.announce(room.audiences().of(user), user.joins(room.name()));
        if (founded || returns) {
            room.status(user, Status.OPERATOR, true);
            room.becomeVisible(user, clock.instant());
        }
        if (user.away() != null) {
            reply.tellOthers(room.audiences().of(user), user.awayLine());
        }
        if (returns && room.members().size() > 1) {
            Outgoing mode = reply.serverLine("MODE " + room.name() + " +o " + user.nick());
            reply.announce(List.of(room.audience()), mode);
        }
        return room;
    }

    private void checkMayCreate(String name, Session session) {
        if (index.all().size() >= MAX_ROOMS) {
            LOG.warn("{} cannot create {}: the limit of {} rooms is reached", session.nick(), name, MAX_ROOMS);
            throw new Refusal(Numeric.ERR_UNAVAILRESOURCE, name, "There are too many channels already");
        }
        if (!session.budget().mayCreateRoom()) {
            throw new Refusal(Numeric.ERR_UNAVAILRESOURCE, name, "You have created too many channels, try again later");
        }
    }

    /** Removes a user from a room and tells its members; the reason may be empty. */
    public void part(User user, Room room, String reason, Reply reply) {
        LOG.info("{} leaves {}", user.nick(), room.name());
        String part = "PART " + room.name() + (reason.isEmpty() ? "" : " :" + reason);
        reply.announce(room.audiences().of(user), user.does(part));
        remove(user, room);
    }

    /** Removes a user from a room on behalf of an operator and tells its members. */
    public void kick(User user, Room room, User by, String comment, Reply reply) {
        LOG.info("{} kicks {} from {}", by.nick(), user.nick(), room.name());
        String kick = "KICK " + room.name() + " " + user.nick() + " :" + comment;
        reply.announce(List.of(room.audience()), by.does(kick));
        remove(user, room);
    }

    private void remove(User user, Room room) {
        assert thread.inEventLoop();
        boolean operated = room.isAtLeast(user, Status.OPERATOR);
        room.remove(user);
        memberships.computeIfPresent(user, (same, rooms) -> rooms.remove(room) && rooms.isEmpty() ? null : rooms);
        for (User member : room.audiences().shrink(room.members().size())) {
            member.sessions().forEach(session -> NamesList.send(room, session));
        }
        if (operated || room.members().isEmpty()) {
            changed(room);
        }
    }

    /** Removes a user who has left the server from all rooms, silently. */
    public void leave(User user) {
        List.copyOf(of(user)).forEach(room -> remove(user, room));
        invitations.remove(user);
    }

    // Changes of a room.

    /** Stores the changed state of a room. */
    public void changed(Room room) {
        assert thread.inEventLoop();
        retention.changed(room);
    }

    /** Gives a room a name that no other room has. */
    public void rename(Room room, String name) {
        assert thread.inEventLoop();
        String before = room.name();
        LOG.info("{} is now {}", before, name);
        index.remove(room);
        room.name(name);
        index.add(room);
        retention.renamed(room, before);
    }
}
