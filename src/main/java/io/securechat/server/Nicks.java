package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.tls.CertificateName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * To whom which nick belongs, and which nicks nobody may take because they could be mistaken for another one. Owned by the
 * chat's thread.
 */
final class Nicks {
    private static final Logger LOG = LoggerFactory.getLogger(Nicks.class);

    /**
     * Whose certificate has ever brought along a nick; of several from different CAs, who came last. No guest gets these
     * nicks, not even while their holder is away.
     */
    private final Map<String, Party> accounts = new HashMap<>();

    private final Set<String> reserved = new HashSet<>();

    /** Reserved names, accounts, and the nicks of those who are here. */
    private final TakenNames taken = new TakenNames();

    Nicks(Settings settings, Journal journal) {
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

    /** Whom a certificate has made the holder of a nick, here or not, or null. */
    @Nullable Party account(String nick) {
        return accounts.get(Names.fold(nick));
    }

    /** How many nicks belong to accounts. */
    int accounts() {
        return accounts.size();
    }

    /** Makes somebody the holder of the nick in their certificate. */
    void claim(CertificateName name) {
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

    /** Somebody is here under this nick from now on. */
    void came(String nick) {
        taken.add(nick);
    }

    /** Nobody is here any more under this nick, in the spelling in which they came. */
    void left(String nick) {
        taken.remove(nick);
    }

    /** All names that could be mistaken for a nick. */
    Set<String> like(String nick) {
        return taken.like(nick);
    }

    /**
     * Makes sure that somebody may take a nick whose certificate does not bring it along.
     *
     * @param own the nick that they have already, or null; another spelling of that is free for them
     * @throws Refusal with 433 that says why they may not
     */
    void requireFree(String nick, @Nullable String own) {
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

    /** A free nick for somebody who has to give theirs up. */
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
