package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.irc.Capability;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
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

/** The users who are here, each under a nick of its own, and to whom which nick belongs. Owned by the chat's thread. */
final class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    /** Bytes of a server notice, so that it has room in the line. */
    private static final int MAX_NOTICE = 300;

    private final Clock clock;
    private final Journal journal;
    private final Map<String, User> users = new LinkedHashMap<>();

    /** Those without an account, who may have another nick by now than when they came. */
    private final Map<Party, User> guests = new HashMap<>();

    /**
     * Whose certificate has ever brought along a nick; of several from different CAs, who came last. No guest gets these
     * nicks, not even while their holder is away.
     */
    private final Map<String, Party> accounts = new HashMap<>();

    private final Map<UserMode, Set<User>> modes = new EnumMap<>(UserMode.class);
    private final Monitors monitors = new Monitors();
    private final Whowas whowas = new Whowas();
    private int sessions;
    private int most;

    People(Clock clock, NamePolicy names, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        if (names != NamePolicy.FREE) {
            journal.accounts().forEach(account -> accounts.put(account.name(), account));
        }
    }

    @Nullable User find(String nick) {
        return users.get(Names.fold(nick));
    }

    /** The user here who is a certain party, or null. */
    @Nullable User find(Party party) {
        User user = party.guest() ? guests.get(party) : users.get(party.name());
        return user != null && user.party().equals(party) ? user : null;
    }

    /** Whom a certificate has made the holder of a nick, here or not, or null. */
    @Nullable Party account(String nick) {
        return accounts.get(Names.fold(nick));
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

    /** Everybody who is told what becomes of a user: who can see it, and who monitors it. */
    List<Audience> followers(User user) {
        List<Audience> followers = new ArrayList<>(user.visibleTo());
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
            Outgoing now = user.isAwayOrHere().at(clock.instant());
            Audience.send(followers(user), now, by, false);
        }
    }

    /** How many users were here at the same time at most. */
    int most() {
        return most;
    }

    /** How many nicks belong to somebody's certificate. */
    int accounts() {
        return accounts.size();
    }

    /** How many sessions all users have together. */
    int sessions() {
        return sessions;
    }

    /** Whether a nick is there for somebody whose certificate does not bring it along. */
    boolean isFree(String nick) {
        String folded = Names.fold(nick);
        return !users.containsKey(folded) && !accounts.containsKey(folded);
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
        } else if (!isFree(nick)) {
            throw new Refusal(Numeric.ERR_NICKNAMEINUSE, nick);
        }
        User present = find(nick);
        User user = present == null ? arrive(session, nick, username, realName) : present;
        sessions++;
        changeAway(user, session, () -> {
            session.user(user);
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
            user.identity(session.identity(), journal);
        } else {
            guests.put(user.party(), user);
        }
        users.put(Names.fold(nick), user);
        user.modes().forEach(mode -> set(user, mode, true));
        most = Math.max(most, users.size());
        monitors.came(user);
        notice(user.source() + " (" + session.peer().subject() + ") has connected");
        return user;
    }

    private void claim(CertificateName bound) {
        Party account = Party.account(bound.name(), bound.authority());
        accounts.put(account.name(), account);
        User holder = find(bound.name());
        if (holder != null && holder.identity() == null) {
            giveWay(holder);
        }
    }

    private void giveWay(User guest) {
        String nick = guest.nick();
        List<Audience> audiences = guest.visibleTo();
        rename(guest, freeNickLike(nick), change -> Audience.send(audiences, change.at(clock.instant())));
        String reason = "The nick " + nick
                + " is the name in the certificate of somebody who has just arrived; you are " + guest.nick() + " now";
        guest.sessions().forEach(session -> tell(session, reason));
    }

    private static void tell(Session session, String text) {
        Reply notice = new Reply(session);
        notice.add("NOTICE", session.nick(), text);
        notice.done();
    }

    private String freeNickLike(String nick) {
        for (int n = 2; ; n++) {
            String suffix = "-" + n;
            int length = Math.min(nick.codePointCount(0, nick.length()), Names.MAX_NICK - suffix.length());
            String candidate = nick.substring(0, nick.offsetByCodePoints(0, length)) + suffix;
            if (isFree(candidate)) {
                return candidate;
            }
        }
    }

    /** Gives a user another nick, which must be free or differ from the present one in case only. */
    void rename(User user, String nick, Reply reply) {
        rename(user, nick, change -> reply.announce(user.visibleTo(), change));
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
        user.nick(nick);
        users.put(Names.fold(nick), user);
        announcement.accept(change);
        if (another) {
            monitors.left(before);
            monitors.came(user);
        }
        notice(before + " is now " + nick);
    }

    /** Gives a user the account that a certificate has proven; one who has it already keeps it. */
    void logIn(User user, CertificateName identity) {
        if (user.identity() == null) {
            LOG.info("{} is logged in as {}", user.nick(), identity.name());
            guests.remove(user.party());
            Outgoing change = user.does("ACCOUNT " + identity.name(), Capability.ACCOUNT_NOTIFY)
                    .at(clock.instant());
            user.identity(identity, journal);
            Audience.send(followers(user), change);
        }
    }

    /** Ends a registered session, and tells whether it was the user's last one. */
    boolean leave(Session session) {
        User user = session.user();
        sessions--;
        monitors.clear(session);
        if (user.sessions().size() > 1) {
            changeAway(user, null, () -> user.detach(session));
            return false;
        }
        user.detach(session);
        users.remove(Names.fold(user.nick()));
        guests.remove(user.party());
        modes.values().forEach(having -> having.remove(user));
        whowas.add(user, clock.instant());
        monitors.left(user.nick());
        return true;
    }
}
