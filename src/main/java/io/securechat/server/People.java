package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.irc.Capability;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.tls.CertificateName;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users who are here, each under a nick of its own, and to whom which nick belongs. Owned by the chat's thread. */
final class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    private final Clock clock;
    private final Collection<Courier> couriers;
    private final Journal journal;
    private final Map<String, User> users = new HashMap<>();

    /**
     * Whose certificate has ever brought along a nick; of several from different CAs, who came last. No guest gets these
     * nicks, not even while their holder is away.
     */
    private final Map<String, Party> accounts = new HashMap<>();

    private int sessions;
    private int most;

    People(Clock clock, Collection<Courier> couriers, NamePolicy names, Journal journal) {
        this.clock = clock;
        this.couriers = couriers;
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
        User user = users.get(party.name());
        if (user != null && user.party().equals(party)) {
            return user;
        }
        return party.guest()
                ? users.values().stream()
                        .filter(other -> other.party().equals(party))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** Whom a certificate has made the holder of a nick, here or not, or null. */
    @Nullable Party account(String nick) {
        return accounts.get(Names.fold(nick));
    }

    Collection<User> all() {
        return users.values();
    }

    /** How many users were here at the same time at most. */
    int most() {
        return most;
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
        session.user(user);
        LOG.info(
                "{} is {} ({})",
                session.peer().address(),
                user.nick(),
                user.identity() == null
                        ? "guest"
                        : "verified by " + session.peer().issuer());
        return user;
    }

    private User arrive(Session session, String nick, String username, String realName) {
        String host = session.peer().host();
        User user = new User(nick, username, host, realName, clock.instant(), couriers);
        if (session.identity() != null) {
            user.identity(session.identity(), journal);
        }
        users.put(Names.fold(nick), user);
        most = Math.max(most, users.size());
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
        Audience.send(guest.visibleTo(), renamed(guest, freeNickLike(nick)).at(clock.instant()));
        String reason = "The nick " + nick
                + " is the name in the certificate of somebody who has just arrived; you are " + guest.nick() + " now";
        for (Session session : guest.sessions()) {
            Reply notice = new Reply(session);
            notice.add("NOTICE", guest.nick(), reason);
            notice.done();
        }
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
        reply.announce(user.visibleTo(), renamed(user, nick));
    }

    private Outgoing renamed(User user, String nick) {
        LOG.info("{} is now {}", user.nick(), nick);
        Outgoing change = user.does("NICK " + nick);
        users.remove(Names.fold(user.nick()));
        user.nick(nick);
        users.put(Names.fold(nick), user);
        return change;
    }

    /** Gives a user the account that a certificate has proven; one who has it already keeps it. */
    void logIn(User user, CertificateName identity) {
        if (user.identity() == null) {
            LOG.info("{} is logged in as {}", user.nick(), identity.name());
            Outgoing change = user.does("ACCOUNT " + identity.name(), Capability.ACCOUNT_NOTIFY)
                    .at(clock.instant());
            user.identity(identity, journal);
            Audience.send(user.visibleTo(), change);
        }
    }

    /** Ends a registered session, and tells whether it was the user's last one. */
    boolean leave(Session session) {
        User user = session.user();
        sessions--;
        user.detach(session);
        if (user.sessions().isEmpty()) {
            users.remove(Names.fold(user.nick()));
            return true;
        }
        return false;
    }
}
