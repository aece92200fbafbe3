package io.securechat.client.conversation;

import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Notice;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.UserEvent.Writing;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Kind;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.event.Utterance.Quote;
import io.securechat.client.text.LruMap;
import io.securechat.irc.ClientTag;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes events of messages, and of what users do with them: delete, answer, react, write. Remembers the latest for quotes. */
final class Messages {
    static final char CTCP = '\u0001';
    static final String ACTION = CTCP + "ACTION ";

    /** Messages that an answer or a reaction can quote. */
    static final int MAX_QUOTABLE = 2000;

    /** Characters kept of each. */
    private static final int MAX_BEGINNING = 100;

    /** Characters of an identifier; longer ones are not remembered. */
    private static final int MAX_ID = 100;

    private final Self self;
    private final Rooms rooms;
    /** By place and identifier: an answer in a room cannot quote a private message. */
    private final LruMap<Known> quotable = new LruMap<>(MAX_QUOTABLE);

    private record Known(Instant at, String place, Quote quote) {}

    Messages(Self self, Rooms rooms) {
        this.self = self;
        this.rooms = rooms;
    }

    List<Event> said(Instant at, Message m, Origin origin) {
        String target = m.paramOrEmpty(0);
        String text = m.trailing();
        Kind kind = m.command().equals("NOTICE") ? Kind.NOTICE : Kind.MESSAGE;
        if (m.params().size() < 2 || (m.source() != null && m.source().indexOf('!') < 0 && kind == Kind.NOTICE)) {
            return List.of(new Notice.Info(at, text));
        }
        if (!text.isEmpty() && text.charAt(0) == CTCP) {
            if (!text.startsWith(ACTION)) {
                return List.of(); // a request of another client, such as VERSION
            }
            text = text.substring(ACTION.length(), text.length() - (text.endsWith("\u0001") ? 1 : 0));
            kind = Kind.ACTION;
        }
        if (origin == Origin.LIVE) {
            rooms.get(target).ifPresent(room -> room.add(m.nick())); // of a large room not all members were listed
        }
        Person from = new Person(m.nick(), Accounts.verified(m));
        String id = m.tags().getOrDefault("msgid", "");
        Quote reply = quoted(m);
        Utterance utterance = new Utterance(from, text, kind, self.is(m.nick()), id, origin, reply);
        remember(at, m, id, text);
        return List.of(
                Names.isChannelLike(target)
                        ? new MessageEvent.Said(at, rooms.place(target), utterance, isForUser(text, reply))
                        : new MessageEvent.Whispered(at, target, utterance));
    }

    /** Returns whether a message names the user, or answers one of theirs. */
    private boolean isForUser(String text, @Nullable Quote reply) {
        return Utterance.mentions(self.nick(), text) || (reply != null && self.is(reply.nick()));
    }

    private void remember(Instant at, Message m, String id, String text) {
        if (!id.isEmpty() && id.length() <= MAX_ID) {
            String beginning = text.substring(0, Math.min(text.length(), MAX_BEGINNING));
            String place = place(m).room();
            quotable.put(key(place, id), new Known(at, place, new Quote(id, m.nick(), beginning)));
        }
    }

    private static String key(String place, String id) {
        return Names.fold(place) + " " + id;
    }

    /**
     * Returns the last message of others in a place.
     *
     * @param nick the nick of its author, or empty for any
     */
    Optional<Quote> last(String place, String nick) {
        return quotable.values().stream()
                .filter(known -> Names.same(known.place(), place))
                .filter(known -> nick.isEmpty()
                        ? !self.is(known.quote().nick())
                        : Names.same(known.quote().nick(), nick))
                .reduce((a, b) -> b.at().isBefore(a.at()) ? a : b)
                .map(Known::quote);
    }

    /** Returns the message that another one answers, or null. */
    private @Nullable Quote quoted(Message m) {
        String id = ClientTag.REPLY.of(m);
        if (id.isEmpty()) {
            return null;
        }
        Known known = quotable.get(key(place(m).room(), id));
        return known == null ? new Quote(id, "", "") : known.quote();
    }

    List<Event> deleted(Instant at, Message m) {
        String id = m.paramOrEmpty(1);
        Place place = placeOfDeleted(m, id);
        quotable.remove(key(place.room(), id));
        Person by = new Person(m.nick(), Accounts.verified(m));
        return List.of(new MessageEvent.Deleted(at, place, by, id, null, self.is(m.nick())));
    }

    /** Returns the events of a message without text. */
    List<Event> tagged(Instant at, Message m) {
        Person who = new Person(m.nick(), Accounts.verified(m));
        boolean mine = self.is(m.nick());
        String on = ClientTag.REACT.of(m);
        String off = ClientTag.UNREACT.of(m);
        Quote about = quoted(m);
        if (about != null && !(on + off).isEmpty()) {
            String reaction = on.isEmpty() ? off : on;
            return List.of(new MessageEvent.Reacted(at, place(m), who, reaction, !on.isEmpty(), about, mine));
        }
        String typing = ClientTag.TYPING.of(m).toUpperCase(Locale.ROOT);
        return mine
                ? List.of()
                : List.of(Writing.values()).stream()
                        .filter(writing -> writing.name().equals(typing))
                        .<Event>map(writing -> new UserEvent.Typing(at, place(m), who, writing))
                        .toList();
    }

    /** The place of a message: its room, or the other user. */
    /** A server operator may delete a message in a private conversation of others: then the operator is not the other side. */
    private Place placeOfDeleted(Message m, String id) {
        String target = m.paramOrEmpty(0);
        if (self.is(m.nick()) || !self.is(target)) {
            return rooms.place(target);
        }
        return quotable.values().stream()
                .filter(known -> known.quote().id().equals(id) && !Names.isChannelLike(known.place()))
                .findFirst()
                .map(known -> rooms.place(known.place()))
                .orElseGet(() -> place(m));
    }

    private Place place(Message m) {
        String target = m.paramOrEmpty(0);
        return rooms.place(self.is(m.nick()) || Names.isChannelLike(target) ? target : m.nick());
    }
}
