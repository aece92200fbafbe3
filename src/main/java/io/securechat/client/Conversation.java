package io.securechat.client;

import io.securechat.client.Event.Person;
import io.securechat.client.Event.Place;
import io.securechat.client.Speech.Kind;
import io.securechat.client.Speech.Way;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.ServerTime;
import io.securechat.irc.Utf8;
import io.securechat.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The chat as the user stands in it: their nick, the rooms and who is in them. Makes {@link Event}s of what the server
 * sends. It belongs to one thread.
 */
final class Conversation {
    /** Bytes of {@code !user@host}, for as long as the server has not shown the user's own. */
    private static final int UNKNOWN_SOURCE = 100;

    private static final char CTCP = '\u0001';
    private static final String ACTION = CTCP + "ACTION ";

    private final String server;
    private final Clock clock;
    private final Replies replies = new Replies();
    private final Accounts accounts = new Accounts();
    private final Rooms rooms = new Rooms();

    private String nick = "";
    private String source = "";
    private String asked = "";
    private boolean again;

    /** Shows the server to the user by this name: its host and port. */
    Conversation(String server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** The user's name, empty before the first welcome. */
    String nick() {
        return nick;
    }

    /** The room that typed lines go to. */
    Optional<String> room() {
        return rooms.current();
    }

    /** The rooms that the user is in. */
    List<String> rooms() {
        return rooms.names();
    }

    /** Who is known to be in a room that the user is in, sorted; else nobody. */
    List<Person> members(String name) {
        return rooms.get(name).map(this::people).orElse(List.of());
    }

    boolean isIn(String name) {
        return rooms.find(name) != null;
    }

    /** The topic of a room that the user is in, or the empty string. */
    String topic(String name) {
        return rooms.get(name).map(room -> room.topic).orElse("");
    }

    /** Lets typed lines go to a room, at once or when the user will have come into it; whether it was at once. */
    boolean enter(String name) {
        return rooms.want(name);
    }

    /** All nicks that the user can see, each once, in the order of the rooms. */
    Collection<String> everybody() {
        return rooms.everybody();
    }

    /** Bytes of what a server puts in front of a line of this user when it relays it, {@code :} and space included. */
    int relayedSource() {
        return 2 + (source.isEmpty() ? Utf8.length(nick) + UNKNOWN_SOURCE : Utf8.length(source));
    }

    /** The user, or the program for them, asks for another name; one that comes without this is the server's doing. */
    void askFor(String name) {
        asked = name;
    }

    Place place(String name) {
        return new Place(name, rooms.isCurrent(name));
    }

    Event.Info info(String text) {
        return new Event.Info(clock.instant(), text);
    }

    Event.Failed failed(String text, String hint) {
        return new Event.Failed(clock.instant(), text, hint);
    }

    Event.Warned warned(String text, String hint) {
        return new Event.Warned(clock.instant(), text, hint);
    }

    Event.Identified identified(X509Certificate own, TlsSession tls) {
        return new Event.Identified(clock.instant(), nick, accounts.of(nick), own, server, tls);
    }

    Event.Lost lost(String reason, long seconds) {
        return new Event.Lost(clock.instant(), reason, seconds);
    }

    Event.Ended ended() {
        return new Event.Ended(clock.instant(), server);
    }

    /** The welcome: who the user is now. Who is in the rooms will be told anew. */
    Event registered(String welcomed, String account) {
        nick = welcomed;
        source = "";
        accounts.clear();
        accounts.set(nick, account);
        rooms.clear();
        Event event = new Event.Connected(clock.instant(), server, nick, again);
        again = true;
        return event;
    }

    /** What the user sees of a line that tells of the past, and changes nothing now: only what was said, and taken back. */
    List<Event> past(Message m, Way way) {
        return switch (m.command()) {
            case "PRIVMSG" -> said(time(m), m, Kind.MESSAGE, way);
            case "NOTICE" -> said(time(m), m, Kind.NOTICE, way);
            case "REDACT" -> takenBack(time(m), m);
            default -> List.of();
        };
    }

    /** What the user sees of a line from the server, in order; nothing of most. */
    List<Event> received(Message m) {
        return received(m, Way.LIVE);
    }

    /** The same for a line with a message that comes to be shown in a way of its own. */
    List<Event> received(Message m, Way way) {
        Instant at = time(m);
        accounts.learn(m, isMe(m.nick()));
        return switch (m.command()) {
            case "PRIVMSG" -> said(at, m, Kind.MESSAGE, way);
            case "NOTICE" -> said(at, m, Kind.NOTICE, way);
            case "REDACT" -> takenBack(at, m);
            case "FAIL", "WARN" -> StandardReplies.of(at, m);
            case "NOTE" -> noted(at, m);
            case "JOIN" -> joined(at, m);
            case "PART" -> left(at, m, m.nick(), "");
            case "KICK" -> left(at, m, m.paramOrEmpty(1), m.nick());
            case "QUIT" -> gone(at, m);
            case "NICK" -> renamed(at, m);
            case "TOPIC" -> topic(at, m);
            case "MODE" -> modes(at, m);
            case "INVITE" -> invited(at, m);
            case "AWAY" -> away(at, m);
            case "RENAME" -> moved(at, m);
            case "WALLOPS" -> List.of(new Event.Info(at, m.nick() + " says to everybody: " + m.trailing()));
            case "ERROR", "ACK" -> List.of();
            default -> numeric(at, m);
        };
    }

    private List<Event> said(Instant at, Message m, Kind kind, Way way) {
        String target = m.paramOrEmpty(0);
        String text = m.trailing();
        if (m.params().size() < 2 || (m.source() != null && m.source().indexOf('!') < 0 && kind == Kind.NOTICE)) {
            return List.of(new Event.Info(at, text));
        }
        if (!text.isEmpty() && text.charAt(0) == CTCP) {
            if (!text.startsWith(ACTION)) {
                return List.of(); // other clients' requests, such as VERSION, are not for reading
            }
            text = text.substring(ACTION.length(), text.length() - (text.endsWith("\u0001") ? 1 : 0));
            kind = Kind.ACTION;
        }
        if (way == Way.LIVE) {
            rooms.get(target).ifPresent(room -> room.add(m.nick())); // of large rooms not everybody was told
        }
        Person from = new Person(m.nick(), Accounts.verified(m));
        Speech speech = new Speech(from, text, kind, isMe(m.nick()), m.tags().getOrDefault("msgid", ""), way);
        return List.of(
                Names.isChannelLike(target)
                        ? new Event.Said(at, place(target), speech, Speech.mentions(nick, text))
                        : new Event.Whispered(at, target, speech));
    }

    private List<Event> takenBack(Instant at, Message m) {
        boolean mine = isMe(m.nick());
        String target = m.paramOrEmpty(0);
        Place place = place(mine || Names.isChannelLike(target) ? target : m.nick());
        Person by = new Person(m.nick(), Accounts.verified(m));
        return List.of(new Event.TakenBack(at, place, by, m.paramOrEmpty(1), null, mine));
    }

    private List<Event> joined(Instant at, Message m) {
        String name = m.paramOrEmpty(0);
        if (isMe(m.nick())) {
            source = String.valueOf(m.source());
            rooms.entering(name);
            return List.of(); // told with the names, which follow
        }
        rooms.get(name).ifPresent(room -> room.add(m.nick()));
        return List.of(new Event.Joined(at, place(name), accounts.person(m.nick())));
    }

    private List<Event> left(Instant at, Message m, String who, String by) {
        String name = m.paramOrEmpty(0);
        boolean mine = isMe(who);
        String given = m.params().size() > (by.isEmpty() ? 1 : 2) ? m.trailing() : "";
        String reason = given.equals(by) ? "" : given; // a server's word for none is who removed them
        Event event = new Event.Left(at, place(name), who, reason, by, mine);
        if (!mine) {
            rooms.get(name).ifPresent(room -> room.remove(who));
            return List.of(event);
        }
        return out(at, name, List.of(event));
    }

    /** The user is not in a room any more, if they have been, and after this is told, in which one they speak. */
    private List<Event> out(Instant at, String name, List<Event> told) {
        List<Event> events = new ArrayList<>(told);
        if (rooms.left(name)) {
            events.add(new Event.Info(at, "you speak in " + room().orElse("") + " now"));
        }
        return events;
    }

    private List<Event> gone(Instant at, Message m) {
        rooms.all().forEach(room -> room.remove(m.nick()));
        String reason = m.trailing().equals("Quit") ? "" : m.trailing(); // the server's word for none
        return isMe(m.nick()) ? List.of() : List.of(new Event.Gone(at, m.nick(), reason));
    }

    private List<Event> renamed(Instant at, Message m) {
        String from = m.nick();
        String to = m.trailing();
        boolean mine = isMe(from);
        if (mine) {
            nick = to;
            source = source.replaceFirst("^[^!]*", Matcher.quoteReplacement(to));
        }
        rooms.all().forEach(room -> room.rename(from, to));
        Event renamed = new Event.Renamed(at, from, to, mine);
        return mine && !Names.same(asked, to)
                ? List.of(
                        renamed,
                        warned("you did not ask for another name", "the server may tell why; /nick NAME takes one"))
                : List.of(renamed);
    }

    private List<Event> topic(Instant at, Message m) {
        String name = m.paramOrEmpty(0);
        String topic = m.params().size() > 1 ? m.trailing() : "";
        rooms.get(name).ifPresent(room -> room.topic = topic);
        return List.of(new Event.Topic(at, place(name), m.nick(), topic));
    }

    /** Modes of a room, one by one; the user's own are told by other replies. */
    private List<Event> modes(Instant at, Message m) {
        String name = m.paramOrEmpty(0);
        if (!Names.isChannelLike(name)) {
            return List.of();
        }
        Room room = rooms.find(name);
        List<Event> events = new ArrayList<>();
        for (ModeChange change : ModeChange.of(m)) {
            String argument = change.argument();
            boolean mine = room != null && room.change(change.on(), change.mode(), argument) && isMe(argument);
            if (room == null || !room.entering) {
                events.add(new Event.Mode(at, place(name), m.nick(), change.on(), change.mode(), argument, mine));
            }
        }
        return events;
    }

    private List<Event> invited(Instant at, Message m) {
        String who = m.paramOrEmpty(0);
        return List.of(new Event.Invited(at, m.paramOrEmpty(1), m.nick(), who, isMe(who)));
    }

    private List<Event> away(Instant at, Message m) {
        String reason = m.params().isEmpty() ? "" : m.trailing();
        return isMe(m.nick()) ? List.of() : List.of(new Event.Away(at, accounts.person(m.nick()), reason));
    }

    private List<Event> moved(Instant at, Message m) {
        String from = m.paramOrEmpty(0);
        String to = m.paramOrEmpty(1);
        rooms.rename(from, to);
        return List.of(new Event.Moved(at, place(to), from, m.nick(), m.paramOrEmpty(2)));
    }

    private List<Event> numeric(Instant at, Message m) {
        Numeric numeric = Numeric.of(m.command());
        if (numeric == null) {
            return replies.unknown(at, m);
        }
        learn(numeric, m);
        String name = m.paramOrEmpty(numeric == Numeric.RPL_NAMREPLY ? 2 : 1);
        Room room = rooms.find(name);
        return switch (numeric) {
            case RPL_TOPIC, RPL_NOTOPIC -> {
                String topic = numeric == Numeric.RPL_TOPIC ? m.trailing() : "";
                if (room != null && room.entering) {
                    room.topic = topic;
                    yield List.of(); // told with the names, which follow
                }
                yield List.of(new Event.Topic(at, place(name), "", topic));
            }
            case RPL_NAMREPLY -> {
                Room list = rooms.list(name);
                Stream.of(m.trailing().split(" ", -1)).forEach(list::addShown);
                yield List.of();
            }
            case RPL_ENDOFNAMES -> List.of(named(at, name, room));
            // The user was there before the connection was lost.
            case ERR_TOOMANYCHANNELS,
                    ERR_CHANNELISFULL,
                    ERR_INVITEONLYCHAN,
                    ERR_BANNEDFROMCHAN,
                    ERR_BADCHANNELKEY,
                    ERR_BADCHANMASK,
                    ERR_UNAVAILRESOURCE -> out(at, name, replies.of(at, numeric, m));
            default -> replies.of(at, numeric, m);
        };
    }

    private List<Event> noted(Instant at, Message m) {
        Optional<Room> large = m.paramOrEmpty(1).equals("LARGE_ROOM") ? rooms.get(m.paramOrEmpty(2)) : Optional.empty();
        large.ifPresent(room -> room.large = true);
        return large.isPresent() ? List.of() : StandardReplies.of(at, m);
    }

    /** All names of a list have come, because the user has come into the room or has asked. */
    private Event named(Instant at, String name, @Nullable Room room) {
        Room list = rooms.takeList(name);
        if (room == null) {
            Event members = new Event.Members(at, place(name), people(list));
            list.forget();
            return members;
        }
        if (room.entering) {
            room.addAll(list);
            rooms.entered(room);
            return new Event.Entered(at, place(room.name), room.topic, people(room), !room.large);
        }
        room.forget();
        room.addAll(list);
        return new Event.Members(at, place(room.name), people(room));
    }

    /** The server does not tell who is in a room that the user has come into: they are in it all the same. */
    List<Event> overdue(String name) {
        Room room = rooms.find(name);
        return room != null && room.entering ? List.of(named(clock.instant(), name, room)) : List.of();
    }

    private void learn(Numeric numeric, Message m) {
        if (numeric == Numeric.RPL_LOGGEDIN) {
            accounts.set(nick, m.paramOrEmpty(2));
        } else if (numeric == Numeric.RPL_WHOISACCOUNT) {
            accounts.set(m.paramOrEmpty(1), m.paramOrEmpty(2));
        }
    }

    private List<Person> people(Room room) {
        return room.sorted().stream()
                .map(member -> accounts.person(member.nick()).with(member.status()))
                .toList();
    }

    boolean isMe(String name) {
        return Names.same(nick, name);
    }

    /** When a line says that it happened; now, where it does not say. */
    Instant time(Message m) {
        Instant time = ServerTime.parse(m.tags().getOrDefault("time", ""));
        return time == null ? clock.instant() : time;
    }

    Instant now() {
        return clock.instant();
    }

    /** A message of the user as a server that sends it back would. */
    Message asMine(Message message) {
        return new Message(message.tags(), source.isEmpty() ? nick : source, message.command(), message.params());
    }

    /** The form in which an action travels. */
    static String action(String text) {
        return ACTION + text + CTCP;
    }
}
