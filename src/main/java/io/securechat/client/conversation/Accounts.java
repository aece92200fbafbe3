package io.securechat.client.conversation;

import io.securechat.client.event.Event;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Message;
import io.securechat.irc.Names;

/**
 * The accounts of users, from {@code account-tag}, {@code extended-join} and {@code account-notify}. A name is verified if the
 * account has the same name, which in securechat is the name in the user's certificate.
 */
public final class Accounts {
    private static final String NONE = "*";

    /** Users whose accounts are remembered; of more, the least recently mentioned are forgotten. */
    private static final int MAX_PEOPLE = 50_000;

    /** Characters of a name, and of an account; longer ones are not remembered. */
    private static final int MAX_NAME = 200;

    private final LruMap<String> accounts = new LruMap<>(MAX_PEOPLE);

    /** Returns whether the sender of a message is verified, which takes an account tag. */
    static boolean verified(Message message) {
        return isSame(message.tags().getOrDefault("account", ""), message.nick());
    }

    private static boolean isSame(String account, String nick) {
        return !nick.isEmpty() && Names.same(account, nick);
    }

    /**
     * Takes the accounts in a line from the server. A user who joins without an account is a guest.
     *
     * @param own true if the line is about the user
     */
    void learn(Message m, boolean own) {
        String tag = m.tags().getOrDefault("account", "");
        switch (m.command()) {
            case "JOIN" -> {
                String account = m.params().size() > 2 ? m.paramOrEmpty(1) : tag;
                if (!own || !account.isEmpty()) {
                    set(m.nick(), account);
                }
            }
            case "ACCOUNT" -> set(m.nick(), m.paramOrEmpty(0));
            case "NICK" -> {
                String account = of(m.nick());
                set(m.nick(), NONE);
                set(m.trailing(), account);
            }
            case "QUIT" -> set(m.nick(), NONE);
            default -> {
                if (!tag.isEmpty()) {
                    set(m.nick(), tag);
                }
            }
        }
    }

    void set(String nick, String account) {
        if (account.isEmpty() || account.equals(NONE) || Math.max(nick.length(), account.length()) > MAX_NAME) {
            accounts.remove(Names.fold(nick));
        } else {
            accounts.put(Names.fold(nick), account);
        }
    }

    /** The known account of a user, or empty. */
    String of(String nick) {
        return accounts.getOrDefault(Names.fold(nick), "");
    }

    /** Returns a user, with whether their name is verified. */
    Event.Person person(String nick) {
        return new Event.Person(nick, isSame(of(nick), nick));
    }

    /** Forgets all accounts, which may change while there is no connection. */
    void clear() {
        accounts.clear();
    }
}
