package io.securechat.server.user;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import io.securechat.server.wire.Refusal;
import io.securechat.tls.x509.CertificateName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nicks that belong to accounts or are reserved, and those in use. No other user may take a nick that looks like one
 * of them. Owned by the thread {@code chat}.
 */
public final class Nicks {
    private static final Logger LOG = LoggerFactory.getLogger(Nicks.class);

    private final EventExecutor thread;

    /**
     * The holder of each nick that a certificate has ever given; if several CAs have, the latest. No guest gets these
     * nicks, not even while their holder is disconnected.
     */
    private final Map<String, Party> accounts = new HashMap<>();

    private final Set<String> reserved = new HashSet<>();

    /** Reserved names, accounts, and the nicks in use. */
    private final TakenNames taken = new TakenNames();

    Nicks(EventExecutor thread, Settings settings, Journal journal) {
        this.thread = thread;
        settings.reservedNames().forEach(this::reserve);
        if (settings.names() != NamePolicy.FREE) {
            journal.accounts().forEach(account -> {
                accounts.put(account.name(), account);
                taken.add(account.name());
            });
        }
    }

    private void reserve(String name) {
        if (reserved.add(Names.fold(name))) {
            taken.add(name);
        }
    }

    /** The account that a nick belongs to, or null. */
    public @Nullable Party account(String nick) {
        return accounts.get(Names.fold(nick));
    }

    /** The number of nicks that belong to accounts. */
    public int accounts() {
        return accounts.size();
    }

    /** Gives a nick to the holder of a certificate. */
    void claim(CertificateName name) {
        assert thread.inEventLoop();
        Party account = Party.account(name.name(), name.authority());
        if (accounts.put(account.name(), account) == null) {
            taken.like(name.name()).stream()
                    .filter(other -> accounts.containsKey(Names.fold(other)) || reserved.contains(Names.fold(other)))
                    .filter(other -> reserved.contains(Names.fold(other)) || !Names.same(other, name.name()))
                    .findFirst()
                    .ifPresent(other ->
                            LOG.warn("the name {} in a certificate could be mistaken for {}", name.name(), other));
            taken.add(name.name());
        }
    }

    /** A nick is in use. */
    void came(String nick) {
        assert thread.inEventLoop();
        taken.add(nick);
    }

    /** A nick, in the same spelling, is no longer in use. */
    void left(String nick) {
        assert thread.inEventLoop();
        taken.remove(nick);
    }

    /** All taken names that equal a nick or look like it. */
    Set<String> like(String nick) {
        return taken.like(nick);
    }

    /**
     * Checks that a user may take a nick that its certificate does not give.
     *
     * @param own the user's present nick, of which other spellings are free for it; or null
     * @throws Refusal with 433 and the reason
     */
    public void requireFree(String nick, @Nullable String own) {
        String other = taken.like(nick, own);
        if (other != null) {
            throw new Refusal(Numeric.ERR_NICKNAMEINUSE, nick, why(nick, other));
        }
    }

    private String why(String nick, String other) {
        if (!Names.same(nick, other)) {
            return "Nickname looks like " + other + ", which is taken";
        }
        return reserved.contains(Names.fold(nick)) ? "Nickname is reserved" : "Nickname is already in use";
    }

    /** A free nick for a user who has to give up this one. */
    String freeLike(String nick) {
        for (int n = 2; ; n++) {
            String suffix = "-" + n;
            int length = Math.min(nick.codePointCount(0, nick.length()), Names.MAX_NICK - suffix.length());
            String candidate = nick.substring(0, nick.offsetByCodePoints(0, length)) + suffix;
            if (taken.like(candidate, null) == null) {
                return candidate;
            }
        }
    }
}
