package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Span;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What others say to an account alone, and how far it has received that: a message waits for the account until one of its clients
 * has acknowledged it (see {@link Receipts}) or marked it as read. Owned by the chat's thread.
 */
final class Inbox {
    /** How many messages are fetched at a time. */
    private static final int PAGE = 200;

    private final Journal journal;
    private final Party account;

    Inbox(Journal journal, Party account) {
        this.journal = journal;
        this.account = account;
    }

    /** A session has arrived, and hears all that is said to the account behind an entry. */
    Receipts receipts(Session session, long since) {
        return new Receipts(session, journal, account, since);
    }

    /** Some sessions were just sent what somebody has said to the account. */
    void sent(Entry entry, Collection<Session> sessions) {
        Entry.Draft said = entry.draft();
        if (said.isMessage() && !said.author().equals(account)) {
            for (Session session : sessions) {
                session.receipts(this, entry.id() - 1).sent(said.place(), entry.id());
            }
        }
    }

    /** A session has asked for a part of a conversation: when the answer has left, its receipt is asked for. */
    void answered(Reply reply, List<Entry> part) {
        Place place = part.get(0).draft().place();
        long after = part.get(0).id() - 1;
        Receipts receipts = reply.session().receipts(this, after);
        reply.whenLeft(() -> {
            receipts.sent(place, after, part.get(part.size() - 1).id());
            receipts.ping();
        });
    }

    /** The account has read a conversation up to a time, so it has received it. */
    void read(Place place, Instant until) {
        Range last = new Range(Span.ALL.until(until.plusMillis(1)), 1, true, Set.of());
        journal.read(place, last)
                .thenAccept(entries -> entries.forEach(entry -> journal.delivered(account, place, -1, entry.id())));
    }

    /**
     * Adds what no client of the account has received, oldest first, in a batch for each conversation. A client that can ask for it
     * itself gets only what it has nobody to ask about: what guests have said who are gone.
     *
     * @param newest the newest entry that was delivered to those who were here then; later ones reach the account live
     */
    void catchUp(Reply reply, long newest) {
        reply.session().receipts(this, newest).beginCatchUp();
        catchUp(reply, -1, newest);
    }

    private void catchUp(Reply reply, long after, long newest) {
        Session session = reply.session();
        Receipts receipts = session.receipts(this, newest);
        boolean canAsk = Capability.CHATHISTORY.in(session.capabilities());
        reply.await(
                session.ask(() -> journal.undelivered(account, after, PAGE, canAsk)),
                entries -> {
                    Map<Place, List<Entry>> missed = entries.stream()
                            .filter(entry -> entry.id() <= newest && !(canAsk && isHere(entry, session.chat())))
                            .collect(Collectors.groupingBy(
                                    entry -> entry.draft().place(), LinkedHashMap::new, Collectors.toList()));
                    boolean last = entries.size() < PAGE;
                    show(missed.values().iterator(), reply, () -> {
                        missed.forEach((place, said) -> receipts.sent(
                                place, -1, said.get(said.size() - 1).id()));
                        if (last) {
                            reply.whenLeft(() -> receipts.endCatchUp(!canAsk));
                        } else {
                            turnPage(reply, entries.get(PAGE - 1).id(), newest);
                        }
                    });
                },
                failure -> {
                    receipts.endCatchUp(false);
                    return new Refusal(Numeric.ERR_UNKNOWNERROR, "*");
                });
    }

    /** Goes on when what was added so far has left: more than a connection can hold must not wait for it. */
    private void turnPage(Reply reply, long last, long newest) {
        reply.flush();
        reply.awaitDrained(() -> {
            if (reply.session().isOpen()) {
                reply.session().receipts(this, newest).ping();
                catchUp(reply, last, newest);
            }
        });
    }

    private static boolean isHere(Entry entry, Chat chat) {
        return chat.people().find(entry.draft().author()) != null;
    }

    private static void show(Iterator<List<Entry>> conversations, Reply reply, Runnable then) {
        if (!conversations.hasNext()) {
            then.run();
            return;
        }
        List<Entry> said = conversations.next();
        String nick = Message.nickOf(said.get(said.size() - 1).draft().source());
        reply.addBatch(
                "chathistory " + nick,
                said.stream().map(Said::unasked).toList(),
                () -> show(conversations, reply, then));
    }
}
