package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.ServerTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Up to when somebody has read, on any device (IRCv3 read-marker): an account for good, a guest until it leaves. */
final class MarkerCommands {
    static final List<Command> ROWS = List.of(new Command(
            "MARKREAD",
            0,
            "<target> [timestamp=<time>]",
            "Tells or sets up to when you have read (IRCv3 read-marker).",
            MarkerCommands::markread));

    /** Where nothing is marked, and where there is nothing that one could have read: that is no secret. */
    private static final String NONE = "*";

    private MarkerCommands() {}

    private static void markread(Session session, Message message, Reply reply) {
        if (message.params().isEmpty()) {
            throw Refusal.fail("MARKREAD", "NEED_MORE_PARAMS", "A channel or a nick is missing");
        }
        User user = session.user();
        String name = message.params().get(0);
        Target target = session.chat().targets().readable(user, name);
        if (target == null) {
            if (message.params().size() > 1 || !Message.isMiddle(name)) {
                throw invalid(name, "You cannot read there");
            }
            reply.add("MARKREAD", name, NONE);
            return;
        }
        boolean moved = message.params().size() > 1
                && set(session, target.place(), message.params().get(1));
        String line = line(session, target.name(), target.place());
        reply.add(Outgoing.line(line));
        if (moved) {
            reply.toOthers(user, other -> other.add(Outgoing.line(line, Capability.READ_MARKER)));
        }
    }

    private static Refusal invalid(String word, String text) {
        return Refusal.fail("MARKREAD", "INVALID_PARAMS", List.of(word), text);
    }

    /** Sets a marker, and tells whether that has moved it: it only goes forward, and not beyond the present. */
    private static boolean set(Session session, Place place, String word) {
        Instant time = Selector.time(word);
        if (time == null) {
            throw invalid(word, "A time is written as timestamp=2026-11-24T08:56:02.123Z");
        }
        Instant latest = session.chat().journal().latest();
        Instant until = (time.isBefore(latest) ? time : latest).truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> before = marker(session, place);
        User user = session.user();
        if (user.identity() != null) {
            session.chat().journal().mark(user.party(), place, until);
            if (!place.isRoom()) {
                session.chat().inboxes().read(user.party(), place, until);
            }
        } else {
            user.markers().mark(place, until, latest);
        }
        return !marker(session, place).equals(before);
    }

    private static Optional<Instant> marker(Session session, Place place) {
        User user = session.user();
        Journal journal = session.chat().journal();
        return user.identity() == null
                ? user.markers().get(place, journal.latest())
                : journal.marker(user.party(), place);
    }

    private static String line(Session session, String target, Place place) {
        String time = marker(session, place)
                .map(until -> Selector.TIMESTAMP + ServerTime.format(until))
                .orElse(NONE);
        return ":" + session.chat().settings().name() + " MARKREAD " + target + " " + time;
    }

    /** Adds up to when the user has read a room, which its clients must know before they know who is there. */
    static void addMarker(Room room, Reply reply) {
        Session session = reply.session();
        String line = line(session, room.name(), room.place());
        reply.add(Outgoing.line(line, Capability.READ_MARKER));
    }
}
