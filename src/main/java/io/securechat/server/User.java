package io.securechat.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A nick that is present, through one session or several. */
final class User {
    private final List<Session> sessions = new ArrayList<>(1);
    private final Set<Room> rooms = new LinkedHashSet<>();
    private final Audience audience;
    private final String username;
    private final String host;
    private final String realName;
    private final Instant signedOn;
    private String nick;
    private Instant lastSpoke;
    private @Nullable String away;

    User(String nick, String username, String host, String realName, Instant now, Collection<Courier> couriers) {
        this.nick = nick;
        this.username = username;
        this.host = host;
        this.realName = realName;
        this.signedOn = now;
        this.lastSpoke = now;
        this.audience = new Audience(couriers);
    }

    String nick() {
        return nick;
    }

    void nick(String nick) {
        this.nick = nick;
    }

    String username() {
        return username;
    }

    String host() {
        return host;
    }

    String realName() {
        return realName;
    }

    /** {@code nick!user@host}, the source of all that the user says and does. */
    String source() {
        return nick + '!' + username + '@' + host;
    }

    Instant signedOn() {
        return signedOn;
    }

    Instant lastSpoke() {
        return lastSpoke;
    }

    void spoke(Instant now) {
        lastSpoke = now;
    }

    /** Why the user is away, or null for one who is here. */
    @Nullable String away() {
        return away;
    }

    void away(@Nullable String away) {
        this.away = away;
    }

    List<Session> sessions() {
        return sessions;
    }

    Set<Room> rooms() {
        return rooms;
    }

    /** The user's own sessions. */
    Audience audience() {
        return audience;
    }

    void attach(Session session) {
        sessions.add(session);
        audience.add(session);
        rooms.forEach(room -> room.audience().add(session));
    }

    void detach(Session session) {
        sessions.remove(session);
        audience.remove(session);
        rooms.forEach(room -> room.audience().remove(session));
    }

    /** Everybody who can see this user: the own sessions and all who share a room. */
    List<Audience> visibleTo() {
        List<Audience> audiences = new ArrayList<>(rooms.size() + 1);
        audiences.add(audience);
        rooms.forEach(room -> audiences.add(room.audience()));
        return audiences;
    }
}
