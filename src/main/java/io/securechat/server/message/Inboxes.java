package io.securechat.server.message;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Span;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The private messages to accounts, and how far each account has received them: a message waits until a client of the account
 * has acknowledged it (see {@link Receipts}) or marked it as read. Owned by the thread {@code chat}.
 */
public final class Inboxes {
    /** Messages fetched at a time. */
    private static final int PAGE = 200;

    private final EventExecutor thread;
    private final Journal journal;
    private final People people;
    private final Map<Session, Receipts> receipts = new HashMap<>();

    /** @param thread the thread {@code chat} */
    public Inboxes(EventExecutor thread, Journal journal, People people) {
        this.thread = thread;
        this.journal = journal;
        this.people = people;
    }

    /**
     * The receipts of a session of an account.
     *
     * @param since where there are none yet: the session is sent all messages after this entry
     */
    public Receipts of(Session session, long since) {
        assert thread.inEventLoop();
        Receipts known = receipts.get(session);
        if (known != null) {
            return known;
        }
        Receipts fresh = new Receipts(session, journal, account(session), since);
        if (session.isOpen()) {
            receipts.put(session, fresh);
        }
        return fresh;
    }

    private static Party account(Session session) {
        return session.user().party();
    }

    /** A session has ended. */
    public void left(Session session) {
        assert thread.inEventLoop();
        receipts.remove(session);
    }

    /** A client answers a PING. */
    public void pong(Session session, String token) {
        Receipts asked = receipts.get(session);
        if (asked != null) {
            asked.pong(token);
        }
    }

    /** All sessions of a user were just sent a private message; a guest has no inbox. */
    void sent(Entry entry, User to) {
        Entry.Draft said = entry.draft();
        if (to.identity() != null && said.isMessage() && !said.author().equals(to.party())) {
            for (Session session : to.sessions()) {
                of(session, entry.id() - 1).sent(said.place(), entry.id());
            }
        }
    }

    /** A session has asked for a part of a conversation: when the answer has left, its receipt is asked for. */
    public void answered(Reply reply, List<Entry> part) {
        Place place = part.get(0).draft().place();
        long after = part.get(0).id() - 1;
        Receipts receipts = of(reply.session(), after);
        reply.whenSent(() -> {
            receipts.sent(place, after, part.get(part.size() - 1).id());
            receipts.ping();
        });
    }

    /** An account has read a conversation up to a time, so it has received it. */
    public void read(Party account, Place place, Instant until) {
        Range last = new Range(Span.ALL.until(until.plusMillis(1)), 1, true, Set.of());
        journal.read(place, last)
                .thenAccept(entries -> entries.forEach(entry -> journal.delivered(account, place, -1, entry.id())));
    }

    /**
     * Adds what no client of the account has received, oldest first, in a batch for each conversation. A client with
     * {@code chathistory} gets only what it cannot ask for: messages of guests who have left.
     *
     * @param newest the newest entry delivered so far; later ones reach the account live
     */
    public void catchUp(Reply reply, long newest) {
        of(reply.session(), newest).beginCatchUp();
        catchUp(reply, -1, newest);
    }

    private void catchUp(Reply reply, long after, long newest) {
        Session session = reply.session();
        Receipts receipts = of(session, newest);
        boolean canAsk = Capability.CHATHISTORY.in(session.capabilities());
        reply.await(
                session.ask(() -> journal.undelivered(account(session), after, PAGE, canAsk)),
                entries -> {
                    Map<Place, List<Entry>> missed = entries.stream()
                            .filter(entry -> entry.id() <= newest && !(canAsk && isAuthorHere(entry)))
                            .collect(Collectors.groupingBy(
                                    entry -> entry.draft().place(), LinkedHashMap::new, Collectors.toList()));
                    boolean last = entries.size() < PAGE;
                    show(missed.values().iterator(), reply, () -> {
                        missed.forEach((place, said) -> receipts.sent(
                                place, -1, said.get(said.size() - 1).id()));
                        if (last) {
                            reply.whenSent(() -> receipts.endCatchUp(!canAsk));
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

    /** Continues when what was added so far has left, because a connection buffers no more than its send queue. */
    private void turnPage(Reply reply, long last, long newest) {
        reply.flush();
        reply.awaitDrained(() -> {
            if (reply.session().isOpen()) {
                of(reply.session(), newest).ping();
                catchUp(reply, last, newest);
            }
        });
    }

    private boolean isAuthorHere(Entry entry) {
        return people.find(entry.draft().author()) != null;
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
                said.stream().map(EntryLines::unasked).toList(),
                () -> show(conversations, reply, then));
    }
}
