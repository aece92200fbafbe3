package io.securechat.server.session;

import io.securechat.history.Markers;
import io.securechat.history.Party;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import io.securechat.server.connection.Audience;
import io.securechat.server.mode.Flags;
import io.securechat.server.mode.UserMode;
import io.securechat.server.wire.Outgoing;
import io.securechat.tls.x509.CertificateName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connected user, with one session or several. Owned by the thread {@code chat}. */
public final class User {
    /** The away message of a user without one (IRCv3 pre-away). */
    public static final String UNATTENDED = "*";

    /** Bytes of a real name: {@code NAMELEN}. */
    public static final int MAX_REAL_NAME = 150;

    private final List<Session> sessions = new ArrayList<>(1);
    private final Markers markers = new Markers();
    private final MetadataValues metadata = new MetadataValues();
    private final String username;
    private final String host;
    private final Instant signedOn;
    private final Party guest;
    private Set<UserMode> modes = Set.of();
    private @Nullable CertificateName identity;
    private String nick;
    private String realName;
    /** The time of the last message by {@link System#nanoTime}, which does not depend on the computer's clock. */
    private long lastSpoke = System.nanoTime();

    private @Nullable String away;

    public User(String nick, String username, String host, String realName, Instant now) {
        this.nick = nick;
        this.username = username;
        this.host = host;
        this.realName = realName;
        this.signedOn = now;
        this.guest = Party.guest(nick, UUID.randomUUID().toString());
    }

    public String nick() {
        return nick;
    }

    public void nick(String nick) {
        this.nick = nick;
    }

    public String username() {
        return username;
    }

    public String host() {
        return host;
    }

    public String realName() {
        return realName;
    }

    public void realName(String realName) {
        this.realName = realName;
    }

    /** {@code nick!user@host}, the source of the user's messages. */
    public String source() {
        return nick + '!' + username + '@' + host;
    }

    /** A message from the user. */
    public Outgoing does(String what) {
        return marked(Outgoing.line(line(what)));
    }

    /** A message from the user for receivers with a capability. */
    public Outgoing does(String what, Capability unlockedBy) {
        return marked(Outgoing.line(line(what), unlockedBy));
    }

    /** A line, cut at its end if it is too long. */
    private String line(String what) {
        return Utf8.cut(":" + source() + ' ' + what, Message.MAX_BODY - 2);
    }

    /** The JOIN of the user, with account and real name for receivers with extended-join. */
    public Outgoing joins(String room) {
        String join = "JOIN " + room;
        String extended = join + ' ' + (account() == null ? "*" : account()) + " :" + realName;
        return marked(Outgoing.line(line(extended), Capability.EXTENDED_JOIN).orElse(line(join)));
    }

    /** The AWAY of the user, for receivers with away-notify (IRCv3). */
    public Outgoing awayLine() {
        return does(away() == null ? "AWAY" : "AWAY :" + away(), Capability.AWAY_NOTIFY);
    }

    private Outgoing marked(Outgoing what) {
        return what.by(account()).byBot(is(UserMode.BOT));
    }

    /** The identity that a certificate has proven, or null for a guest. */
    public @Nullable CertificateName identity() {
        return identity;
    }

    /** Makes the user the holder of an account. */
    public void identity(CertificateName identity) {
        this.identity = identity;
    }

    /** The account's name (IRCv3), or null for a guest. */
    public @Nullable String account() {
        return identity == null ? null : identity.name();
    }

    /** The user as a party of the journal. */
    public Party party() {
        return identity == null ? guest : Party.account(identity.name(), identity.authority());
    }

    /** Returns whether a certificate names this user: the same name, in any case, from the same CA. */
    public boolean is(CertificateName named) {
        return identity != null
                && identity.authority().equals(named.authority())
                && Names.same(identity.name(), named.name());
    }

    public boolean is(UserMode mode) {
        return modes.contains(mode);
    }

    /** Sets or unsets a mode; returns whether that is a change. For {@code People}. */
    public boolean set(UserMode mode, boolean on) {
        Set<UserMode> before = modes;
        modes = Flags.with(before, mode, on);
        return modes != before;
    }

    public Set<UserMode> modes() {
        return modes;
    }

    public Instant signedOn() {
        return signedOn;
    }

    public Duration idle() {
        return Duration.ofNanos(System.nanoTime() - lastSpoke);
    }

    public void spoke() {
        lastSpoke = System.nanoTime();
    }

    /** The away message, {@value #UNATTENDED} if only programs are connected for the user, or null. */
    public @Nullable String away() {
        return away == null && isHere() && isUnattended() ? UNATTENDED : away;
    }

    /** Sets the away message for all sessions of the user. */
    public void away(@Nullable String away) {
        this.away = away;
    }

    /** Returns whether all sessions are unattended (IRCv3 pre-away). */
    public boolean isUnattended() {
        return sessions.stream().allMatch(Session::isUnattended);
    }

    public boolean isHere() {
        return !sessions.isEmpty();
    }

    public List<Session> sessions() {
        return sessions;
    }

    /** The read markers of a guest; those of an account are in the journal. */
    public Markers markers() {
        return markers;
    }

    public MetadataValues metadata() {
        return metadata;
    }

    /** The present sessions of the user. */
    public Audience audience() {
        return Audience.of(sessions, Session::connection);
    }

    void attach(Session session) {
        sessions.add(session);
    }

    public void detach(Session session) {
        sessions.remove(session);
    }
}
