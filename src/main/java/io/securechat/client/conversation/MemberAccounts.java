package io.securechat.client.conversation;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The questions for the accounts of a room's members (WHO with the fields of WHOX), which a list of members lacks. A server
 * without WHOX is not asked.
 */
final class MemberAccounts {
    private static final String FEATURE = "WHOX";

    /** Marks the answers to these questions. */
    private static final String TOKEN = "152";

    private static final String FIELDS = "%tna," + TOKEN;
    private static final String NO_ACCOUNT = "0";

    private final Accounts accounts;
    private final Set<String> open = new HashSet<>();
    private final List<Message> unsent = new ArrayList<>();
    private boolean supported;

    MemberAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A new connection: nothing is asked, nor known of the server. */
    void clear() {
        supported = false;
        open.clear();
        unsent.clear();
    }

    /** Takes RPL_ISUPPORT. */
    void support(Message m) {
        supported |= m.params().contains(FEATURE);
    }

    /** Asks for the accounts of a room's members. Returns false if the server cannot answer, or has too many questions. */
    boolean ask(String room) {
        boolean asks = supported && open.size() < Rooms.MAX_ROOMS && Names.isChannel(room);
        if (asks && open.add(Names.fold(room))) {
            unsent.add(Message.of("WHO", room, FIELDS));
        }
        return asks;
    }

    /** Takes RPL_WHOSPCRPL: one member. */
    void answer(Message m) {
        if (m.params().size() == 4 && m.paramOrEmpty(1).equals(TOKEN)) {
            String account = m.paramOrEmpty(3);
            accounts.set(m.paramOrEmpty(2), account.equals(NO_ACCOUNT) ? "" : account);
        }
    }

    /** The answer is complete, or does not come. Returns whether the question was open. */
    boolean close(String room) {
        return open.remove(Names.fold(room));
    }

    /** Returns the questions to send, each once. */
    List<Message> unsent() {
        List<Message> all = List.copyOf(unsent);
        unsent.clear();
        return all;
    }
}
