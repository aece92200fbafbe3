package io.securechat.server.message;

import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import io.securechat.server.connection.Audience;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Host;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends messages to the journal and delivers each when it is stored, to the receivers who are present by then. Owned by the
 * thread {@code chat}.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Host host;
    private final People people;
    private final Rooms rooms;
    private final Inboxes inboxes;
    private final Journal journal;
    private long newest;

    public Delivery(Host host, People people, Rooms rooms, Inboxes inboxes, Journal journal) {
        this.host = host;
        this.people = people;
        this.rooms = rooms;
        this.inboxes = inboxes;
        this.journal = journal;
        this.newest = journal.newestId();
    }

    /**
     * The newest entry delivered. A user who joins now has missed all entries up to it, and receives all later ones,
     * even those that are stored already.
     */
    public long newest() {
        return newest;
    }

    /**
     * Sends a message to a target when it is stored.
     *
     * @param nonce identifies the message if it is sent again; null for none
     */
    public void say(
            String verb, Target target, String text, Map<String, String> tags, @Nullable String nonce, Reply reply) {
        User speaker = reply.session().user();
        speaker.spoke();
        Room room = target.isForStatus() ? target.room() : null;
        if (room != null && room.confide()) {
            rooms.changed(room);
        }
        Entry.Draft draft = draft(verb, target.place(), speaker, target.name(), text, tags, nonce, 0);
        append(draft, reply, entry -> deliver(entry, target, reply));
    }

    /** Deletes a message; then clients with message-redaction receive a REDACT. */
    public void redact(long id, Target target, String reason, Reply reply) {
        User user = reply.session().user();
        Entry.Draft draft = draft(Entry.REDACT, target.place(), user, target.name(), reason, Map.of(), null, id);
        append(draft, reply, entry -> {
            reply.announce(target.audiences(user), EntryLines.now(entry, user));
            reply.session()
                    .audit("REDACT")
                    .addKeyValue("target", target.name())
                    .addKeyValue("msgid", Entry.msgid(id))
                    .log();
            LOG.info("{} deletes {} in {}", user.nick(), Entry.msgid(id), target.name());
        });
    }

    /** Sets the topic of a room when it is stored; its members receive a TOPIC. An empty one removes it. */
    public void topic(Room room, String text, Reply reply) {
        User user = reply.session().user();
        Entry.Draft draft = draft(Entry.TOPIC, room.place(), user, room.name(), text, Map.of(), null, 0);
        append(draft, reply, entry -> {
            if (rooms.find(room.place()) != room) {
                return; // the room no longer exists
            }
            room.topic(text.isEmpty() ? null : new Room.Topic(text, user.source(), entry.time()));
            rooms.changed(room);
            reply.session().audit("TOPIC").addKeyValue("room", room.name()).log();
            Entry named = rooms.underPresentName(entry);
            reply.announce(List.of(room.audience()), EntryLines.now(named, user));
        });
    }

    private static Entry.Draft draft(
            String verb,
            Place place,
            User author,
            String target,
            String text,
            Map<String, String> tags,
            @Nullable String nonce,
            long redacts) {
        return new Entry.Draft(
                verb, place, author.party(), author.source(), author.account(), target, text, tags, nonce, redacts);
    }

    /**
     * Appends to the journal. The session's next lines wait until the entry is stored, and so does the reply.
     *
     * @param then runs on the thread {@code chat} when the entry is stored, but not if it was stored before: then only
     *     the sender receives it, as an echo
     */
    private void append(Entry.Draft draft, Reply reply, Consumer<Entry> then) {
        assert host.isOwner();
        Session by = reply.session();
        by.lines().appending();
        reply.open();
        Journal.Listener listener = new Journal.Listener() {
            @Override
            public Executor executor() {
                return host.executor();
            }

            @Override
            public void stored(Entry entry, boolean again) {
                assert host.isOwner();
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

    private void deliver(Entry entry, Target target, Reply reply) {
        User speaker = reply.session().user();
        if (target.person() != null) {
            tellIfUnheard(entry, target, reply);
        }
        send(EntryLines.now(rooms.underPresentName(entry), speaker), target, reply);
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

    /** Sends a message to the receivers who are present, and an echo to the sender: in the reply if that is labelled. */
    public void send(Outgoing message, Target target, Reply reply) {
        assert host.isOwner();
        Session by = reply.session();
        User speaker = by.user();
        Room room = target.room();
        if (room != null) {
            room.becomeVisible(speaker, host.now());
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
