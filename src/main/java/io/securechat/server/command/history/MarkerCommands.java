package io.securechat.server.command.history;

import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.MessageReference;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.message.Inboxes;
import io.securechat.server.message.Target;
import io.securechat.server.message.TargetFinder;
import io.securechat.server.room.Room;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Read markers, which a user's clients share (IRCv3 read-marker): those of an account persist, those of a guest do not. */
public final class MarkerCommands {
    /** The answer where nothing is marked, and where there is nothing to read: it reveals neither. */
    private static final String NONE = "*";

    private final Journal journal;
    private final TargetFinder targets;
    private final Inboxes inboxes;

    public MarkerCommands(Chat chat) {
        this.journal = chat.journal();
        this.targets = chat.targets();
        this.inboxes = chat.inboxes();
    }

    public List<Command> rows() {
        return List.of(new Command(
                "MARKREAD",
                0,
                "<target> [timestamp=<time>]",
                "Shows or sets your read marker in a channel or a conversation (IRCv3 read-marker).",
                this::markread));
    }

    private void markread(Session session, Message message, Reply reply) {
        if (message.params().isEmpty()) {
            throw Refusal.fail("MARKREAD", "NEED_MORE_PARAMS", "A channel or a nick is missing");
        }
        User user = session.user();
        String name = message.params().get(0);
        String word = message.param(1);
        Target target = targets.readable(user, name);
        if (target == null) {
            if (word != null || !Message.isMiddle(name)) {
                throw invalid(name, "You cannot read there");
            }
            reply.add("MARKREAD", name, NONE);
            return;
        }
        boolean moved = word != null && set(user, target.place(), word);
        Outgoing line = line(user, target.name(), target.place(), reply);
        reply.add(line);
        if (moved) {
            reply.toOthers(user, other -> other.add(line.onlyFor(Capability.READ_MARKER)));
        }
    }

    private static Refusal invalid(String word, String text) {
        return Refusal.fail("MARKREAD", "INVALID_PARAMS", List.of(word), text);
    }

    /** Sets a marker; returns whether it has moved: it only moves forward, and not beyond the newest entry. */
    private boolean set(User user, Place place, String word) {
        Instant time = MessageReference.time(word);
        if (time == null) {
            throw invalid(word, "A time has the form timestamp=2026-11-24T08:56:02.123Z");
        }
        Instant latest = journal.latest();
        Instant until = (time.isBefore(latest) ? time : latest).truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> before = marker(user, place);
        if (user.identity() == null) {
            user.markers().mark(place, until, latest);
        } else {
            journal.mark(user.party(), place, until);
            if (!place.isRoom()) {
                inboxes.read(user.party(), place, until);
            }
        }
        return !marker(user, place).equals(before);
    }

    private Optional<Instant> marker(User user, Place place) {
        return user.identity() == null
                ? user.markers().get(place, journal.latest())
                : journal.marker(user.party(), place);
    }

    private Outgoing line(User user, String target, Place place, Reply reply) {
        String time = marker(user, place).map(MessageReference::of).orElse(NONE);
        return reply.serverLine("MARKREAD " + target + " " + time);
    }

    /** Adds a user's read marker in a channel, which must precede the list of members. */
    public void addMarker(Room room, Reply reply) {
        reply.add(line(reply.session().user(), room.name(), room.place(), reply).onlyFor(Capability.READ_MARKER));
    }
}
