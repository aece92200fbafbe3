package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.irc.Capability;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import io.securechat.tls.CertificateName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users who are here, each under a nick of its own. Owned by the chat's thread. */
final class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    /** Bytes of a server notice, so that it has room in the line. */
    private static final int MAX_NOTICE = 300;

    /** The rooms of users, as far as {@link People} must know them. */
    interface Membership {
        /** A user has another session. */
        void attach(User user, Session session);

        void detach(User user, Session session);

        /** The members of the user's rooms who are told what happens to the user; in a large room not all. */
        List<Audience> audiences(User user);
    }

    private final Clock clock;
    private final Journal journal;
    private final Membership membership;
    private final Map<String, User> users = new LinkedHashMap<>();

    /** Those without an account, who may have another nick by now than when they came. */
    private final Map<Party, User> guests = new HashMap<>();

    private final Nicks nicks;
    private final Map<UserMode, Set<User>> modes = new EnumMap<>(UserMode.class);
    private final Monitors monitors = new Monitors();
    private final Whowas whowas = new Whowas();
    private int sessions;
    private int most;

    People(Clock clock, Settings settings, Journal journal, Membership membership) {
        this.clock = clock;
        this.membership = membership;
        this.journal = journal;
        this.nicks = new Nicks(settings, journal);
    }

    @Nullable User find(String nick) {
        return users.get(Names.fold(nick));
    }

    /** The user here who is a certain party, or null. */
    @Nullable User find(Party party) {
        User user = party.guest() ? guests.get(party) : users.get(party.name());
        return user != null && user.party().equals(party) ? user : null;
    }

    /** To whom which nick belongs. */
    Nicks nicks() {
        return nicks;
    }

    Collection<User> all() {
        return users.values();
    }

    /** Those who have a mode. */
    Set<User> all(UserMode mode) {
        return Collections.unmodifiableSet(modes.getOrDefault(mode, Set.of()));
    }

    /** Sets a mode of a user or unsets it, and tells whether that is a change. */
    boolean set(User user, UserMode mode, boolean on) {
        Set<User> having = modes.computeIfAbsent(mode, none -> new LinkedHashSet<>());
        if (on) {
            having.add(user);
        } else {
            having.remove(user);
        }
        return user.set(mode, on);
    }

    /** Which sessions watch which nicks. */
    Monitors monitors() {
        return monitors;
    }

    /** Who was here. */
    Whowas whowas() {
        return whowas;
    }

    /** The user's own sessions and those who share a room: everybody who sees the user. */
    List<Audience> neighbours(User user) {
        List<Audience> neighbours = new ArrayList<>();
        neighbours.add(user.audience());
        neighbours.addAll(membership.audiences(user));
        return neighbours;
    }

    /** The neighbours of a user, and those who monitor it: everybody who is told what happens to the user. */
    List<Audience> followers(User user) {
        List<Audience> followers = neighbours(user);
        followers.add(monitors.audience(user));
        return followers;
    }

    /** Tells those who want to know it what happens on the server. */
    void notice(String what) {
        for (User user : all(UserMode.SERVER_NOTICES)) {
            for (Session session : user.sessions()) {
                tell(session, Utf8.cut("*** " + what, MAX_NOTICE));
            }
        }
    }

    /**
     * Does something by which a user may go away or come back, and tells those who want to know.
     *
     * @param by the session that does it, which is told in its reply
     */
    void changeAway(User user, @Nullable Session by, Runnable change) {
        String before = user.away();
        change.run();
        if (!Objects.equals(before, user.away())) {
            Outgoing now = user.awayLine().at(clock.instant());
            Audience.send(followers(user), now, by == null ? null : by.connection(), false);
        }
    }

    /** How many users were here at the same time at most. */
    int most() {
        return most;
    }

    /** How many nicks belong to somebody's certificate. */
    int accounts() {
        return nicks.accounts();
    }

    /** How many sessions all users have together. */
    int sessions() {
        return sessions;
    }

    /** Whether somebody is here under this name whom another CA vouches for. */
    boolean isHeldByAnother(CertificateName identity) {
        User holder = find(identity.name());
        return holder != null && holder.identity() != null && !holder.is(identity);
    }

    /**
     * Registers a session: as another one of a user who is here, where both have the same identity, else as that of a new
     * user. A guest gives way to the verified holder of a nick.
     *
     * @param nick for a session that is bound to a name, that name, which must not be {@linkplain #isHeldByAnother another's}
     * @throws Refusal with 433 if the nick is not free
     */
    User welcome(Session session, String nick, String username, String realName) {
        CertificateName bound = session.boundTo();
        if (bound != null) {
            claim(bound);
        } else {
            nicks.requireFree(nick, null);
        }
        User present = find(nick);
        User user = present == null ? arrive(session, nick, username, realName) : present;
        sessions++;
        changeAway(user, session, () -> {
            session.user(user);
            membership.attach(user, session);
            if (session.registration.away != null) {
                user.away(session.registration.away);
            }
        });
        LOG.info(
                "{} is {} ({})",
                session.peer().address(),
                user.nick(),
                user.identity() == null
                        ? "guest"
                        : "verified by " + session.peer().certificate().issuer());
        return user;
    }

    private User arrive(Session session, String nick, String username, String realName) {
        String host = session.peer().host();
        User user = new User(nick, username, host, realName, clock.instant());
        if (session.identity() != null) {
            user.identity(session.identity());
            journal.welcome(user.party());
        } else {
            guests.put(user.party(), user);
        }
        users.put(Names.fold(nick), user);
        nicks.came(nick);
        user.modes().forEach(mode -> set(user, mode, true));
        most = Math.max(most, users.size());
        monitors.came(user);
        notice(user.source() + " (" + session.peer().subject() + ") has connected");
        return user;
    }

    /** Guests who have the name of a certificate's holder, or one that could be mistaken for it, get another one. */
    private void claim(CertificateName bound) {
        nicks.claim(bound);
        for (String nick : nicks.like(bound.name())) {
            User holder = find(nick);
            if (holder != null && holder.identity() == null) {
                giveWay(holder, bound.name());
            }
        }
    }

    private void giveWay(User guest, String name) {
        String nick = guest.nick();
        List<Audience> audiences = neighbours(guest);
        rename(guest, nicks.freeLike(nick), change -> Audience.send(audiences, change.at(clock.instant())));
        String looks = Names.same(nick, name) ? " is" : " looks like " + name + ",";
        String reason = "The nick " + nick + looks
                + " the name in the certificate of somebody who has just arrived; you are " + guest.nick() + " now";
        guest.sessions().forEach(session -> tell(session, reason));
    }

    private static void tell(Session session, String text) {
        Reply notice = new Reply(session);
        notice.add("NOTICE", session.nick(), text);
        notice.done();
    }

    /** Gives a user another nick, which must be free or differ from the present one in case only. */
    void rename(User user, String nick, Reply reply) {
        rename(user, nick, change -> reply.announce(neighbours(user), change));
    }

    private void rename(User user, String nick, Consumer<Outgoing> announcement) {
        String before = user.nick();
        boolean another = !Names.same(before, nick);
        LOG.info("{} is now {}", before, nick);
        if (another) {
            whowas.add(user, clock.instant());
        }
        Outgoing change = user.does("NICK " + nick);
        users.remove(Names.fold(before));
        nicks.left(before);
        user.nick(nick);
        users.put(Names.fold(nick), user);
        nicks.came(nick);
        announcement.accept(change);
        if (another) {
            monitors.left(before);
            monitors.came(user);
        }
        notice(before + " is now " + nick);
    }

    /** Gives a session's user the account that a certificate has proven; the session itself is told in its reply. */
    void logIn(Session session, CertificateName identity) {
        User user = session.user();
        if (user.identity() == null) {
            LOG.info("{} is logged in as {}", user.nick(), identity.name());
            guests.remove(user.party());
            Outgoing change = user.does("ACCOUNT " + identity.name(), Capability.ACCOUNT_NOTIFY)
                    .at(clock.instant());
            user.identity(identity);
            journal.welcome(user.party());
            Audience.send(followers(user), change, session.connection(), false);
        }
    }

    /** Ends a registered session, and tells whether it was the user's last one. */
    boolean leave(Session session) {
        User user = session.user();
        sessions--;
        monitors.clear(session);
        if (user.sessions().size() > 1) {
            changeAway(user, null, () -> detach(user, session));
            return false;
        }
        detach(user, session);
        users.remove(Names.fold(user.nick()));
        guests.remove(user.party());
        nicks.left(user.nick());
        modes.values().forEach(having -> having.remove(user));
        whowas.add(user, clock.instant());
        monitors.left(user.nick());
        return true;
    }

    private void detach(User user, Session session) {
        user.detach(session);
        membership.detach(user, session);
    }
}
