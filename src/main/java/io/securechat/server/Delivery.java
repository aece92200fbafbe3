package io.securechat.server;

import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what is said into the journal, and delivers it when it is safe there, to those who are there by then. Owned by the chat's
 * thread.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final People people;
    private final Rooms rooms;
    private final Inboxes inboxes;
    private final Journal journal;
    private final Clock clock;
    private final Executor executor;
    private long newest;

    /** @param executor of the thread {@code chat} */
    Delivery(People people, Rooms rooms, Inboxes inboxes, Journal journal, Clock clock, Executor executor) {
        this.people = people;
        this.rooms = rooms;
        this.inboxes = inboxes;
        this.journal = journal;
        this.clock = clock;
        this.executor = executor;
        this.newest = journal.newestId();
    }

    /**
     * The newest entry that was delivered. Who comes in now has missed everything up to it, and will hear everything behind it,
     * whether that is in the journal already or not.
     */
    long newest() {
        return newest;
    }

    /** Says something, which those who are there hear when it is safe. */
    void say(Session by, Entry.Draft draft, Target target, Reply reply) {
        by.user().spoke();
        Room room = target.isForStatus() ? target.room() : null;
        if (room != null && room.confide()) {
            rooms.changed(room);
        }
        append(by, draft, reply, entry -> deliver(entry, by, target, reply));
    }

    /** Takes something back; those who know what that is are told when it is forgotten. */
    void redact(Session by, Entry.Draft draft, Target target, Reply reply) {
        append(by, draft, reply, entry -> {
            User user = by.user();
            reply.announceTimed(target.audiences(user), EntryLines.now(entry, user));
            LOG.info("{} takes back {} in {}", user.nick(), Entry.msgid(draft.redacts()), draft.target());
        });
    }

    /** Sets what a room is about; those who are there are told when that is safe. */
    void topic(Session by, Entry.Draft draft, Room room, Reply reply) {
        append(by, draft, reply, entry -> {
            if (rooms.find(room.place()) != room) {
                return; // it has ended
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
     * Appends to the journal. What the session sends behind it waits, and so does the reply, until that is done.
     *
     * @param then what is to be done when it is safe, on the chat's thread; not where it was there already, for then only the
     *     sender is told again
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

    /** Sends something to those who are there now, and back to the sender if it wants that, in the reply if that is labelled. */
    void send(Outgoing message, Session by, Target target, Reply reply) {
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
            by.send(List.of(message)); // who speaks to oneself hears it, and then perhaps its echo
        }
    }

    /** Tells who speaks to somebody who does not hear it now. */
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
