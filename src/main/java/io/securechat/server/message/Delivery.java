package io.securechat.server.message;

import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import io.securechat.server.connection.Audience;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends messages to the journal and delivers each when it is stored, to those who are present by then. Owned by the
 * thread {@code chat}.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final People people;
    private final Rooms rooms;
    private final Inboxes inboxes;
    private final Journal journal;
    private final Clock clock;
    private final Executor executor;
    private long newest;

    /** @param executor of the thread {@code chat} */
    public Delivery(People people, Rooms rooms, Inboxes inboxes, Journal journal, Clock clock, Executor executor) {
        this.people = people;
        this.rooms = rooms;
        this.inboxes = inboxes;
        this.journal = journal;
        this.clock = clock;
        this.executor = executor;
        this.newest = journal.newestId();
    }

    /**
     * The newest entry delivered. A user who joins now has missed all entries up to it, and receives all later ones,
     * even those that are stored already.
     */
    public long newest() {
        return newest;
    }

    /** Sends a message to a target when it is stored. */
    public void say(Session by, Entry.Draft draft, Target target, Reply reply) {
        by.user().spoke();
        Room room = target.isForStatus() ? target.room() : null;
        if (room != null && room.confide()) {
            rooms.changed(room);
        }
        append(by, draft, reply, entry -> deliver(entry, by, target, reply));
    }

    /** Deletes a message; clients with message-redaction are told when it is deleted. */
    public void redact(Session by, Entry.Draft draft, Target target, Reply reply) {
        append(by, draft, reply, entry -> {
            User user = by.user();
            reply.announceTimed(target.audiences(user), EntryLines.now(entry, user));
            LOG.info("{} deletes {} in {}", user.nick(), Entry.msgid(draft.redacts()), draft.target());
        });
    }

    /** Sets the topic of a room; its members are told when it is stored. */
    public void topic(Session by, Entry.Draft draft, Room room, Reply reply) {
        append(by, draft, reply, entry -> {
            if (rooms.find(room.place()) != room) {
                return; // the room no longer exists
            }
            User user = by.user();
            String text = draft.text();
            room.topic(text.isEmpty() ? null : new Room.Topic(text, user.source(), entry.time()));
            rooms.changed(room);
            Entry named = rooms.underPresentName(entry);
            reply.announceTimed(List.of(room.audience()), EntryLines.now(named, user));
        });
    }

    /**
     * Appends to the journal. The session's next lines wait until the entry is stored, and so does the reply.
     *
     * @param then runs on the thread {@code chat} when the entry is stored, but not if it was stored before: then only
     *     the sender is told again
     */
    private void append(Session by, Entry.Draft draft, Reply reply, Consumer<Entry> then) {
        by.lines().appending();
        reply.open();
        Journal.Listener listener = new Journal.Listener() {
            @Override
            public Executor executor() {
                return executor;
            }

            @Override
            public void stored(Entry entry, boolean again) {
                end(() -> {
                    if (again) {
                        reply.add(EntryLines.now(entry, by.user()).onlyFor(Capability.ECHO_MESSAGE));
                    } else {
                        newest = Math.max(newest, entry.id());
                        then.accept(entry);
                    }
                });
            }

            @Override
            public void refused(Problem why) {
                end(() -> {
                    List<String> context = List.of(draft.target());
                    throw Refusal.fail(draft.verb(), "TEMPORARILY_UNAVAILABLE", context, why.getMessage());
                });
            }

            private void end(Runnable task) {
                try {
                    by.cause(task);
                } catch (Throwable e) {
                    Fatal.check(e);
                    reply.failed(e);
                } finally {
                    reply.done();
                    by.lines().appended();
                }
            }
        };
        try {
            journal.append(draft, listener);
        } catch (RuntimeException | Error e) {
            reply.done();
            by.lines().appended();
            throw e;
        }
    }

    private void deliver(Entry entry, Session by, Target target, Reply reply) {
        User speaker = by.user();
        if (target.person() != null) {
            tellIfUnheard(entry, target, reply);
        }
        send(EntryLines.now(rooms.underPresentName(entry), speaker), by, target, reply);
        User present = target.present();
        if (present != null) {
            inboxes.sent(entry, present);
        }
        LOG.debug(
                "{} says {} characters in {}, msgid {}",
                speaker.nick(),
                entry.draft().text().length(),
                entry.draft().target(),
                entry.msgid());
    }

    /** Sends a message to those who are present, and an echo to the sender: in the reply if that is labelled. */
    public void send(Outgoing message, Session by, Target target, Reply reply) {
        User speaker = by.user();
        Room room = target.room();
        if (room != null) {
            room.becomeVisible(speaker, clock.instant());
        }
        boolean inReply = reply.isLabelled() || !target.isReadableBy(speaker);
        Audience.send(target.audiences(speaker), message, by.connection(), !inReply);
        if (inReply) {
            reply.add(message.onlyFor(Capability.ECHO_MESSAGE));
        }
        if (target.is(speaker)) {
            by.send(List.of(message)); // a message to oneself, in addition to its echo
        }
    }

    /** Tells the sender of a private message that its receiver is away or disconnected. */
    private void tellIfUnheard(Entry entry, Target target, Reply reply) {
        User present = target.present();
        if (!entry.draft().verb().equals("PRIVMSG")) {
            return;
        }
        if (present == null && people.nicks().account(target.name()) != null) {
            reply.add(Numeric.RPL_AWAY, target.name(), "not connected, gets this on return");
        } else if (present == null) {
            reply.add(Numeric.ERR_NOSUCHNICK, target.name());
        } else if (present.away() != null) {
            reply.add(Numeric.RPL_AWAY, present.nick(), present.away());
        }
    }
}
