package io.securechat.server.user;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.irc.Capability;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import io.securechat.server.connection.Audience;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import io.securechat.tls.x509.CertificateName;
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

/** The connected users, each under a unique nick. Owned by the thread {@code chat}. */
public final class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    /** Bytes of a server notice. */
    private static final int MAX_NOTICE = 300;

    private final EventExecutor thread;
    private final Clock clock;
    private final Journal journal;
    private final Membership membership;
    private final Map<String, User> users = new LinkedHashMap<>();

    /** The guests, whose nicks may have changed since they connected. */
    private final Map<Party, User> guests = new HashMap<>();

    private final Nicks nicks;
    private final Map<UserMode, Set<User>> modes = new EnumMap<>(UserMode.class);
    private final Monitors monitors;
    private final Whowas whowas;
    private int sessions;
    private int most;

    public People(EventExecutor thread, Clock clock, Settings settings, Journal journal, Membership membership) {
        this.thread = thread;
        this.clock = clock;
        this.membership = membership;
        this.journal = journal;
        this.nicks = new Nicks(thread, settings, journal);
        this.monitors = new Monitors(thread);
        this.whowas = new Whowas(thread);
    }

    public @Nullable User find(String nick) {
        assert thread.inEventLoop();
        return users.get(Names.fold(nick));
    }

    /** The connected user who is a party of the journal, or null. */
    public @Nullable User find(Party party) {
        User user = party.guest() ? guests.get(party) : users.get(party.name());
        return user != null && user.party().equals(party) ? user : null;
    }

    public Nicks nicks() {
        return nicks;
    }

    public Collection<User> all() {
        return users.values();
    }

    /** The users with a mode. */
    public Set<User> all(UserMode mode) {
        return Collections.unmodifiableSet(modes.getOrDefault(mode, Set.of()));
    }

    /** Sets or unsets a mode of a user; returns whether that is a change. */
    public boolean set(User user, UserMode mode, boolean on) {
        assert thread.inEventLoop();
        Set<User> having = modes.computeIfAbsent(mode, none -> new LinkedHashSet<>());
        if (on) {
            having.add(user);
        } else {
            having.remove(user);
        }
        return user.set(mode, on);
    }

    public Monitors monitors() {
        return monitors;
    }

    public Whowas whowas() {
        return whowas;
    }

    /** The receivers of a user's changes: its neighbours, and those who monitor it. */
    public List<Audience> followers(User user) {
        List<Audience> followers = new ArrayList<>(membership.neighbours(user));
        followers.add(monitors.audience(user));
        return followers;
    }

    /** Sends a notice to the users with mode +s. */
    public void notice(String what) {
        String text = Utf8.cut("*** " + what, MAX_NOTICE);
        all(UserMode.SERVER_NOTICES).forEach(user -> notice(user, text));
    }

    /** Makes a change after which a user may be away or back, and then sends an AWAY to all followers but one session. */
    public void changeAway(User user, @Nullable Session by, Runnable change) {
        String before = user.away();
        change.run();
        if (!Objects.equals(before, user.away())) {
            Outgoing now = user.awayLine().at(clock.instant());
            Audience.send(followers(user), now, by == null ? null : by.connection(), false);
        }
    }

    /** The highest number of users so far. */
    public int most() {
        return most;
    }

    /** The number of registered sessions. */
    public int sessions() {
        return sessions;
    }

    /**
     * Registers a session, as a further one of the user with the same identity, or as the first one of a new user. A guest is
     * renamed if the nick belongs to the session's certificate.
     *
     * @param nick the name in the certificate if that decides; no user with a certificate from another CA may have it
     * @throws Refusal with 433 if the nick is not free
     */
    public User welcome(Session session, String nick, String username, String realName) {
        assert thread.inEventLoop();
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
            session.register(user);
            membership.attach(user, session);
            if (session.registration().away() != null) {
                user.away(session.registration().away());
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
        notice(user.source() + " (" + session.peer().subject() + ") connected");
        return user;
    }

    /** Renames the guests whose nicks equal the name in a certificate or look like it. */
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
        List<Audience> audiences = membership.neighbours(guest);
        rename(guest, nicks.freeLike(nick), change -> Audience.send(audiences, change.at(clock.instant())));
        String looks = Names.same(nick, name) ? " is" : " looks like " + name + ",";
        String reason = "The nick " + nick + looks
                + " the name in the certificate of a user who has just connected; you are " + guest.nick() + " now";
        notice(guest, reason);
    }

    private static void notice(User user, String text) {
        user.sessions().forEach(session -> Reply.send(session, notice -> notice.add("NOTICE", user.nick(), text)));
    }

    /** Gives a user a nick that is free or differs from the present one only in case. */
    public void rename(User user, String nick, Reply reply) {
        rename(user, nick, change -> reply.announce(membership.neighbours(user), change));
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

    /** Gives the user of a session an account; all followers except this session receive an ACCOUNT. */
    public void logIn(Session session, CertificateName identity) {
        assert thread.inEventLoop();
        User user = session.user();
        if (user.identity() == null) {
            LOG.info("{} logged in as {}", user.nick(), identity.name());
            guests.remove(user.party());
            Outgoing change = user.does("ACCOUNT " + identity.name(), Capability.ACCOUNT_NOTIFY)
                    .at(clock.instant());
            user.identity(identity);
            journal.welcome(user.party());
            Audience.send(followers(user), change, session.connection(), false);
        }
    }

    /** Ends a registered session; returns whether it was the user's last one. */
    public boolean leave(Session session) {
        assert thread.inEventLoop();
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
