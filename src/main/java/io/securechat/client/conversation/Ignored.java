package io.securechat.client.conversation;

import io.securechat.irc.Message;
import java.util.Set;
import java.util.function.Predicate;

/** The people whose messages are hidden. A user with an account is known by it under every nick, a guest by the nick. */
final class Ignored {
    private static final Set<String> COMMANDS = Set.of("PRIVMSG", "NOTICE", "TAGMSG", "INVITE");

    private final Accounts accounts;
    private final Predicate<String> names;

    /** @param names returns whether an account, or the nick of a guest, is ignored */
    Ignored(Accounts accounts, Predicate<String> names) {
        this.accounts = accounts;
        this.names = names;
    }

    /** Returns the name by which a user is ignored. */
    String name(String nick) {
        String account = accounts.of(nick);
        return account.isEmpty() ? nick : account;
    }

    boolean hides(Message m) {
        return COMMANDS.contains(m.command()) && names.test(m.tags().getOrDefault("account", name(m.nick())));
    }
}
