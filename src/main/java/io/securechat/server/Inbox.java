package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far an account has got what others say to it alone: live, or on its return. Owned by the chat's thread. */
final class Inbox {
    /** How many messages are fetched at a time. */
    private static final int PAGE = 200;

    private final Journal journal;
    private final Party account;
    private boolean catchingUp;
    private long got;

    Inbox(Journal journal, Party account) {
        this.journal = journal;
        this.account = account;
    }

    /** The account has got everything up to an entry; while it still catches up, that is told when it is done. */
    void got(long id) {
        got = Math.max(got, id);
        if (!catchingUp && got > 0) {
            journal.delivered(account, got);
        }
    }

    /**
     * Adds what was said while nobody was here for the account, oldest first, in a batch for each conversation. A client that can
     * ask for it itself gets only what it has nobody to ask about: what guests have said who are gone.
     *
     * @param newest the newest entry that was delivered to those who were here then; later ones reach the account live
     */
    void catchUp(Reply reply, long newest) {
        Session session = reply.session();
        catchingUp = true;
        reply.await(
                journal.undelivered(account, PAGE),
                entries -> {
                    List<Entry> missed = entries.stream()
                            .filter(entry -> entry.id() <= newest)
                            .toList();
                    if (!session.isOpen()) {
                        return; // they wait for the next return
                    }
                    if (Capability.CHATHISTORY.in(session.capabilities())) {
                        show(missed.stream().filter(entry -> isGone(entry, session.chat())), reply);
                        caughtUp(0);
                        return;
                    }
                    show(missed.stream(), reply);
                    long last =
                            missed.isEmpty() ? 0 : missed.get(missed.size() - 1).id();
                    if (missed.size() < PAGE) {
                        caughtUp(last);
                    } else {
                        turnPage(reply, last, newest);
                    }
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "*"));
    }

    /** Goes on when what was added so far has left: more than a connection can hold must not be lost with it. */
    private void turnPage(Reply reply, long last, long newest) {
        reply.flush();
        reply.await(
                reply.session().drained(),
                drained -> {
                    if (reply.session().isOpen()) {
                        journal.delivered(account, last);
                        catchUp(reply, newest);
                    }
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "*"));
    }

    private void caughtUp(long last) {
        catchingUp = false;
        got(last);
    }

    private static boolean isGone(Entry entry, Chat chat) {
        Party author = entry.draft().author();
        return author.guest() && chat.people().find(author) == null;
    }

    private static void show(Stream<Entry> missed, Reply reply) {
        Map<Place, List<Entry>> conversations = missed.collect(
                Collectors.groupingBy(entry -> entry.draft().place(), LinkedHashMap::new, Collectors.toList()));
        for (List<Entry> said : conversations.values()) {
            String nick = Message.nickOf(said.get(said.size() - 1).draft().source());
            reply.addBatch(
                    "chathistory " + nick, said.stream().map(Said::unasked).toList());
        }
    }
}
