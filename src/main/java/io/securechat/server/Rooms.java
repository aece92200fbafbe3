package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rooms, and who comes into them and goes. Owned by the chat's thread. */
final class Rooms implements People.Membership {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    /** Those included in which nobody is at present, but which are remembered. */
    static final int MAX_ROOMS = 10_000;

    private final Clock clock;
    private final Supplier<RoomAudience> attendance;
    private final String server;
    private final Journal journal;
    private final RoomMemory memory;
    private final EmptyRooms empty = new EmptyRooms();
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Map<Place, Room> places = new HashMap<>();
    private final Map<User, Set<Room>> memberships = new HashMap<>();
    private final TakenNames names = new TakenNames();

    Rooms(Clock clock, Collection<Courier> couriers, Settings settings, Journal journal) {
        this.clock = clock;
        this.attendance = () -> new RoomAudience(settings.largeRoom(), couriers);
        this.server = settings.name();
        this.journal = journal;
        this.memory = new RoomMemory(journal);
        String lobby = settings.lobby();
        List<Room> known = memory.load(lobby, attendance);
        known.sort(Comparator.comparingLong(Rooms::order));
        known.forEach(this::put);
        if (lobby != null && find(lobby) == null) {
            open(lobby, true).set(ChannelMode.TOPIC_LOCKED, false);
        }
        known.forEach(this::changed); // one may have been the lobby, and only therefore be known
    }

    /** Those of which is not known since when they have been empty come last. */
    private static long order(Room room) {
        return room.emptySince() == 0 ? Long.MAX_VALUE : room.emptySince();
    }

    /** How many rooms are remembered without anybody in them. */
    int emptyRooms() {
        return empty.size();
    }

    @Nullable Room find(String name) {
        return rooms.get(Names.fold(name));
    }

    /**
     * A room that could be mistaken for one of a certain name, or has it; null if there is none.
     *
     * @param own a room that does not count, or null
     */
    @Nullable String like(String name, @Nullable String own) {
        return names.like(name, own);
    }

    /** The room where something is kept, or null if it is not there at present. */
    @Nullable Room find(Place place) {
        return places.get(place);
    }

    /** What was said in a room, under the name that the room has by now. */
    Entry underPresentName(Entry entry) {
        Room room = find(entry.draft().place());
        return room == null ? entry : entry.under(room.name());
    }

    /**
     * The room of that name.
     *
     * @throws Refusal with 403 if there is none that the user may know of
     */
    Room visible(String name, User user) {
        Room room = find(name);
        if (room == null || !room.isVisibleTo(user)) {
            throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
        }
        return room;
    }

    /**
     * The room of that name, which the user is in.
     *
     * @throws Refusal with 403 or 442
     */
    Room joined(String name, User user) {
        Room room = visible(name, user);
        if (!room.has(user)) {
            throw new Refusal(Numeric.ERR_NOTONCHANNEL, room.name());
        }
        return room;
    }

    /**
     * The room of that name, which the user may change.
     *
     * @throws Refusal with 403, 442 or 482
     */
    Room run(String name, User user) {
        Room room = visible(name, user);
        if (!room.isRunBy(user)) {
            throw new Refusal(room.has(user) ? Numeric.ERR_CHANOPRIVSNEEDED : Numeric.ERR_NOTONCHANNEL, room.name());
        }
        return room;
    }

    /** Of how many names the next room does not have the history of the last one. */
    int closedNames() {
        return memory.closedNames();
    }

    Collection<Room> all() {
        return rooms.values();
    }

    // Who is in which.

    /** The rooms that a user is in, in the order in which the user has entered them. */
    Set<Room> of(User user) {
        return Collections.unmodifiableSet(memberships.getOrDefault(user, Set.of()));
    }

    @Override
    public void attach(User user, Session session) {
        of(user).forEach(room -> room.attendance().attach(user, session));
    }

    @Override
    public void detach(User user, Session session) {
        of(user).forEach(room -> room.attendance().detach(user, session));
    }

    @Override
    public List<Audience> audiences(User user) {
        List<Audience> audiences = new ArrayList<>();
        of(user).forEach(room -> audiences.addAll(room.attendance().of(user)));
        return audiences;
    }

    /** Returns whether somebody who does not know a user's nick may learn that the user is here. */
    boolean isVisible(User user, User to) {
        return !user.is(UserMode.INVISIBLE)
                || to == user
                || to.is(UserMode.OPERATOR)
                || !Collections.disjoint(of(user), of(to));
    }

    private Room open(String name, boolean lasting) {
        Room room = new Room(name, memory.begin(name), lasting, clock.instant(), journal.newestId(), attendance.get());
        Room.NEW.forEach(flag -> room.set(flag, true));
        put(room);
        return room;
    }

    private void put(Room room) {
        rooms.put(Names.fold(room.name()), room);
        places.put(room.place(), room);
        names.add(room.name());
    }

    private void drop(Room room) {
        if (rooms.remove(Names.fold(room.name()), room)) {
            names.remove(room.name());
        }
        places.remove(room.place(), room);
    }

    /**
     * A room is set otherwise now: keeps what is to be known of it, and lets go of one that is empty and not to be remembered.
     * What not everybody could read is closed with the room, whatever may happen then: who makes a room of that name anew was let in
     * by nobody.
     */
    void changed(Room room) {
        if (room.isRestricted()) {
            memory.closeBehind(room.name(), room);
        }
        boolean vacant = room.members().isEmpty() && !room.isLasting();
        Party keeper = vacant && room.isRemembered() ? room.keeper() : null;
        Room surplus = keeper == null ? null : keep(room, keeper);
        memory.keep(room.name(), room.isRemembered() ? room : null);
        if (vacant && keeper == null) {
            empty.remove(room);
            drop(room);
        }
        if (surplus != null) {
            forget(surplus, "its keeper has " + EmptyRooms.MAX_KEPT + " other channels that are empty");
        }
    }

    /** A room is empty, but remembered; returns one that cannot be remembered any longer, or null. */
    private @Nullable Room keep(Room room, Party keeper) {
        long present = journal.presentId();
        if (room.emptySince() == 0 || room.emptySince() > present) { // the clock was in the future
            room.emptySince(present);
        }
        return empty.add(room, keeper);
    }

    /** The rooms that are remembered, but empty. */
    List<Room> empty() {
        return empty.all();
    }

    /** Forgets a room if it is empty. */
    void forget(Room room, String why) {
        if (empty.remove(room)) {
            LOG.info("{} is forgotten: {}", room.name(), why);
            memory.keep(room.name(), null);
            drop(room);
        }
    }

    /** The own places of names that have another one now; {@link #reopen} is to follow. */
    List<Place> doubtfulNames() {
        return memory.doubtfulNames().stream().map(Place::room).toList();
    }

    /** Of some names nothing is kept that was said: the next room has the name's own place again. */
    void reopen(List<Place> names) {
        Set<Place> used = new HashSet<>();
        if (!names.isEmpty()) {
            places.keySet().forEach(place -> used.add(place.origin()));
        }
        for (Place name : names) {
            if (!used.contains(name) && memory.reopen(name.key())) {
                Room room = find(name.key());
                memory.keep(name.key(), room != null && room.isRemembered() ? room : null);
            }
        }
    }

    /**
     * Brings a user into a room, which is made if there is none of that name, and tells everybody there.
     *
     * @throws Refusal with 437 if there are too many rooms to make one more
     */
    Room enter(User user, String name, Reply reply) {
        Room room = find(name);
        boolean founded = room == null;
        if (room == null) {
            checkMayFound(name, reply.session());
            room = open(name, false);
        }
        if (empty.remove(room)) {
            room.emptySince(0);
            memory.keep(room.name(), room);
        }
        boolean returns = room.operators().contains(user.party());
        room.add(user);
        memberships.computeIfAbsent(user, none -> new LinkedHashSet<>(2)).add(room);
        LOG.info("{} joins {}", user.nick(), room.name());
        reply.announce(room.attendance().of(user), user.joins(room.name()));
        if (founded || returns) {
            room.status(user, Status.OPERATOR, true);
            room.becomeVisible(user, clock.instant());
        }
        if (user.away() != null) {
            reply.tellOthers(room.attendance().of(user), user.awayLine());
        }
        if (returns && room.members().size() > 1) {
            String mode = ":" + server + " MODE " + room.name() + " +o " + user.nick();
            reply.announce(List.of(room.audience()), Outgoing.line(mode));
        }
        return room;
    }

    private void checkMayFound(String name, Session session) {
        if (rooms.size() >= MAX_ROOMS) {
            LOG.warn("{} cannot make {}: there are {} rooms, and that is the most", session.nick(), name, rooms.size());
            throw new Refusal(Numeric.ERR_UNAVAILRESOURCE, name, "There are too many channels already");
        }
        if (!session.found()) {
            throw new Refusal(Numeric.ERR_UNAVAILRESOURCE, name, "You have made too many channels, try again later");
        }
    }

    /** Takes a user out of a room, and tells everybody there; the reason may be empty. */
    void part(User user, Room room, String reason, Reply reply) {
        LOG.info("{} leaves {}", user.nick(), room.name());
        String part = "PART " + room.name() + (reason.isEmpty() ? "" : " :" + reason);
        reply.announce(room.attendance().of(user), user.does(part));
        remove(user, room);
    }

    /** Puts a user out of a room, and tells everybody there. */
    void kick(User user, Room room, User by, String comment, Reply reply) {
        LOG.info("{} kicks {} from {}", by.nick(), user.nick(), room.name());
        String kick = "KICK " + room.name() + " " + user.nick() + " :" + comment;
        reply.announce(List.of(room.audience()), by.does(kick));
        remove(user, room);
    }

    /** Takes a user out of a room without a word. */
    void remove(User user, Room room) {
        boolean operated = room.isAtLeast(user, Status.OPERATOR);
        room.remove(user);
        memberships.computeIfPresent(user, (same, rooms) -> rooms.remove(room) && rooms.isEmpty() ? null : rooms);
        for (User untold : room.attendance().shrink(room.members().size())) {
            untold.sessions().forEach(session -> NamesList.send(room, session));
        }
        if (operated || room.members().isEmpty()) {
            changed(room);
        }
    }

    /**
     * Gives a room another name, which no other room has. Its history goes along, so that the next room of the old name begins
     * with none.
     */
    void rename(Room room, String name) {
        String before = room.name();
        LOG.info("{} is now {}", before, name);
        drop(room);
        room.name(name);
        put(room);
        changed(room);
        if (!Names.same(before, name)) {
            memory.closeBehind(before, room);
            memory.keep(before, null);
        }
    }
}
