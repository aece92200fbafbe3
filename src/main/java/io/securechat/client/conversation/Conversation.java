package io.securechat.client.conversation;

import io.securechat.Problem;
import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.Notice;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.ServerTime;
import io.securechat.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The chat from the user's point of view: makes {@link Event}s of the server's lines. Owned by one thread. */
public final class Conversation {
    private final String server;
    private final Clock clock;
    private final Replies replies = new Replies();
    private final Accounts accounts = new Accounts();
    private final Rooms rooms = new Rooms();
    private final Self self = new Self();
    private final RoomTracker tracker = new RoomTracker(self, accounts, rooms);
    private final UserTracker users = new UserTracker(self, accounts, rooms);
    private final Messages messages = new Messages(self, rooms);
    private final Ignored ignored;
    private boolean again;

    /** @param server host and port, as the user sees them */
    public Conversation(String server, Clock clock) {
        this(server, clock, name -> false);
    }

    /** @param ignored returns whether the messages of a user are hidden, by their account, or by the nick of a guest */
    public Conversation(String server, Clock clock, Predicate<String> ignored) {
        this.server = server;
        this.clock = clock;
        this.ignored = new Ignored(accounts, ignored);
    }

    /** The user's nick, empty before the first welcome. */
    public String nick() {
        return self.nick();
    }

    /** The name by which a user can be ignored: their account, or the nick of a guest. */
    public String knownAs(String nick) {
        return ignored.name(nick);
    }

    public boolean isMe(String name) {
        return self.is(name);
    }

    /** The room or user that typed lines go to. */
    public Optional<String> target() {
        return rooms.target();
    }

    /** The room that typed lines go to; empty if they go to a user, or nowhere. */
    public Optional<String> room() {
        return rooms.target().filter(Names::isChannelLike);
    }

    /** The rooms that the user is in. */
    public List<String> rooms() {
        return rooms.names();
    }

    /** The rooms that {@code /rooms} has listed. */
    public List<String> listed() {
        return replies.listed();
    }

    public boolean isIn(String name) {
        return rooms.find(name) != null;
    }

    /** Returns whether the members of a room that the user has joined, or their accounts, have not come yet. */
    public boolean isEntering() {
        return rooms.isEntering();
    }

    /** The known members of a room that the user is in, sorted; none of other rooms. */
    public List<Person> members(String name) {
        return rooms.get(name).map(tracker::people).orElse(List.of());
    }

    /** Returns whether the server vouches for the name of a user, as far as is known. */
    public boolean isVerified(String nick) {
        return accounts.person(nick).verified();
    }

    /** The topic of a room that the user is in, or the empty string. */
    public String topic(String name) {
        return rooms.get(name).map(Room::topic).orElse("");
    }

    /** Directs typed lines to a room or a user. Returns whether the user is there; otherwise they have yet to join the room. */
    public boolean enter(String name) {
        return rooms.choose(name);
    }

    /** Typed lines go nowhere until the user chooses. */
    public void leaveTarget() {
        rooms.leaveTarget();
    }

    /**
     * Returns the last message of others in a place, to answer it or to react to it.
     *
     * @param nick the nick of its author, or empty for any
     */
    public Optional<Utterance.Quote> last(String place, String nick) {
        return messages.last(place, nick);
    }

    /** All nicks that the user can see, each once, in the order of the rooms. */
    public Collection<String> nicks() {
        return rooms.nicks();
    }

    /** Bytes that the server puts in front of a message of the user when it relays it. */
    public int relayedSource() {
        return self.relayedSource();
    }

    /** Notes that the client requests a nick; a change that it did not request is the server's. */
    public void askFor(String name) {
        self.requested(name);
    }

    public Place place(String name) {
        return rooms.place(name);
    }

    public Notice.Info info(String text) {
        return new Notice.Info(clock.instant(), text);
    }

    public Notice.Failed failed(String text, String hint) {
        return new Notice.Failed(clock.instant(), text, hint);
    }

    public Notice.Warned warned(String text, String hint) {
        return new Notice.Warned(clock.instant(), text, hint);
    }

    public Notice.Warned warned(Problem problem) {
        return warned(String.valueOf(problem.getMessage()), problem.hint());
    }

    public SessionEvent.Identified identified(X509Certificate own, TlsSession tls) {
        return new SessionEvent.Identified(clock.instant(), self.nick(), accounts.of(self.nick()), own, server, tls);
    }

    public SessionEvent.Lost lost(String reason, long seconds) {
        return new SessionEvent.Lost(clock.instant(), reason, seconds);
    }

    public SessionEvent.Ended ended() {
        return new SessionEvent.Ended(clock.instant(), server);
    }

    /** The server welcomes the user under a nick, and will list the members of the rooms anew. */
    public Event registered(String nick, String account) {
        self.welcomed(nick);
        accounts.clear();
        accounts.set(nick, account);
        tracker.clear();
        Event event = new SessionEvent.Connected(clock.instant(), server, nick, again);
        again = true;
        return event;
    }

    /** Returns the events of a line from the past, which changes nothing now: messages and deletions only. */
    public List<Event> past(Message m, Origin origin) {
        return ignored.hides(m)
                ? List.of()
                : switch (m.command()) {
                    case "PRIVMSG", "NOTICE" -> messages.said(time(m), m, origin);
                    case "REDACT" -> messages.deleted(time(m), m);
                    default -> List.of();
                };
    }

    /** Returns the events of a live line, in order. Most lines have none. */
    public List<Event> received(Message m) {
        return received(m, Origin.LIVE);
    }

    /** Returns the events of a line whose message has an origin of its own. */
    public List<Event> received(Message m, Origin origin) {
        Instant at = time(m);
        accounts.learn(m, self.is(m.nick()));
        return ignored.hides(m)
                ? List.of()
                : switch (m.command()) {
                    case "PRIVMSG", "NOTICE" -> messages.said(at, m, origin);
                    case "REDACT" -> messages.deleted(at, m);
                    case "TAGMSG" -> messages.tagged(at, m);
                    case "FAIL", "WARN" -> StandardReplies.of(at, m);
                    case "NOTE" -> tracker.large(m) ? List.of() : StandardReplies.of(at, m);
                    case "JOIN" -> tracker.joined(at, m);
                    case "PART" -> tracker.parted(at, m);
                    case "KICK" -> tracker.kicked(at, m);
                    case "QUIT" -> users.quit(at, m);
                    case "NICK" -> users.renamed(at, m);
                    case "TOPIC" -> tracker.topic(at, m);
                    case "MODE" -> tracker.modes(at, m);
                    case "INVITE" -> users.invited(at, m);
                    case "AWAY" -> users.away(at, m);
                    case "RENAME" -> tracker.renamed(at, m);
                    case "WALLOPS" -> List.of(new Notice.Info(at, m.nick() + " announces: " + m.trailing()));
                    case "ERROR", "ACK" -> List.of();
                    default -> numeric(at, m);
                };
    }

    private List<Event> numeric(Instant at, Message m) {
        Numeric numeric = Numeric.of(m.command());
        if (numeric == null) {
            return replies.unknown(at, m);
        } else if (RoomTracker.REPLIES.contains(numeric)) {
            return tracker.reply(at, numeric, m);
        }
        String name = m.paramOrEmpty(1);
        return switch (numeric) {
            case RPL_LOGGEDIN, RPL_WHOISACCOUNT -> {
                accounts.set(numeric == Numeric.RPL_LOGGEDIN ? self.nick() : name, m.paramOrEmpty(2));
                yield replies.of(at, numeric, m);
            }
            // The user may have been in the room before the connection was lost.
            case ERR_TOOMANYCHANNELS,
                    ERR_CHANNELISFULL,
                    ERR_INVITEONLYCHAN,
                    ERR_BANNEDFROMCHAN,
                    ERR_BADCHANNELKEY,
                    ERR_BADCHANMASK,
                    ERR_UNAVAILRESOURCE -> {
                rooms.left(name);
                yield replies.of(at, numeric, m);
            }
            default -> replies.of(at, numeric, m);
        };
    }

    /** Returns the questions to send to the server because of its lines so far, each about the room it names. */
    public List<Message> questions() {
        return tracker.questions();
    }

    /** The members of a room, or their accounts, do not come: enters or lists it without them. */
    public List<Event> overdue(String room) {
        return tracker.overdue(clock.instant(), room);
    }

    /** The time of a line; now, where it has none. */
    public Instant time(Message m) {
        Instant time = ServerTime.parse(m.tags().getOrDefault("time", ""));
        return time == null ? clock.instant() : time;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Returns a message of the user as a server with echo-message sends it back. */
    public Message asMine(Message message) {
        return self.echo(message);
    }

    /** Returns the text of an action (CTCP ACTION). */
    public static String action(String text) {
        return Messages.ACTION + text + Messages.CTCP;
    }
}
