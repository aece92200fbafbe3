package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Names;

/**
 * Who has proven an account to the server, as {@code account-tag}, {@code extended-join} and {@code account-notify} tell. A
 * name is verified when the account is the same name: in securechat that is a certificate's.
 */
final class Accounts {
    private static final String NONE = "*";

    /** People whose accounts are known; of more, those are forgotten that were not spoken of for the longest time. */
    private static final int MAX_PEOPLE = 50_000;

    /** Characters of a name, and of an account, that is worth knowing. */
    private static final int MAX_NAME = 200;

    private final Recent<String> accounts = new Recent<>(MAX_PEOPLE);

    /** Whether the sender of a message has proven the name that it bears; no tag, no proof. */
    static boolean verified(Message message) {
        return Names.same(message.tags().getOrDefault("account", ""), message.nick());
    }

    /**
     * What a line from the server tells of accounts, if anything. Who comes into sight without a word of an account is a guest.
     *
     * @param own whether it is about the user, who is never out of sight
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
            case "NICK" -> set(m.trailing(), of(m.nick()));
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

    /** A person's account as far as it is known, or empty. */
    String of(String nick) {
        return accounts.getOrDefault(Names.fold(nick), "");
    }

    /** Somebody in sight, and whether their name is known to be proven. */
    Event.Person person(String nick) {
        return new Event.Person(nick, Names.same(of(nick), nick));
    }

    /** Forgets everybody, for nothing is told while there is no connection. */
    void clear() {
        accounts.clear();
    }
}
