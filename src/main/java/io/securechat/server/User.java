package io.securechat.server;

import io.securechat.history.Markers;
import io.securechat.history.Party;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import io.securechat.tls.CertificateName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A nick that is present, through one session or several. */
final class User {
    /** What stands for a reason where nobody has given one (IRCv3 pre-away). */
    static final String UNATTENDED = "*";

    /** Bytes of a real name: {@code NAMELEN}. */
    static final int MAX_REAL_NAME = 150;

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
    /** When it spoke last, by {@link System#nanoTime}: the computer's clock may be set meanwhile. */
    private long lastSpoke = System.nanoTime();

    private @Nullable String away;

    User(String nick, String username, String host, String realName, Instant now) {
        this.nick = nick;
        this.username = username;
        this.host = host;
        this.realName = realName;
        this.signedOn = now;
        this.guest = Party.guest(nick, UUID.randomUUID().toString());
    }

    String nick() {
        return nick;
    }

    void nick(String nick) {
        this.nick = nick;
    }

    String username() {
        return username;
    }

    String host() {
        return host;
    }

    String realName() {
        return realName;
    }

    void realName(String realName) {
        this.realName = realName;
    }

    /** {@code nick!user@host}, the source of all that the user says and does. */
    String source() {
        return nick + '!' + username + '@' + host;
    }

    /** A line that tells everybody who is to hear of it what the user does. */
    Outgoing does(String what) {
        return marked(Outgoing.line(line(what)));
    }

    /** The same for those with a capability only. */
    Outgoing does(String what, Capability unlockedBy) {
        return marked(Outgoing.line(line(what), unlockedBy));
    }

    /** What has no room in a line, such as a long reason, is cut off at its end. */
    private String line(String what) {
        return Utf8.cut(":" + source() + ' ' + what, Message.MAX_BODY - 2);
    }

    /** The line that tells that the user is in a room from now on, with account and real name for those who want them. */
    Outgoing joins(String room) {
        String join = "JOIN " + room;
        String extended = join + ' ' + (account() == null ? "*" : account()) + " :" + realName;
        return marked(Outgoing.line(line(extended), Capability.EXTENDED_JOIN).orElse(line(join)));
    }

    /** The line that tells that the user is away, or here again (IRCv3 away-notify). */
    Outgoing awayLine() {
        return does(away() == null ? "AWAY" : "AWAY :" + away(), Capability.AWAY_NOTIFY);
    }

    private Outgoing marked(Outgoing what) {
        return what.by(account()).byBot(is(UserMode.BOT));
    }

    /** Whom the user has proven to be by a certificate, or null for a guest. */
    @Nullable CertificateName identity() {
        return identity;
    }

    /** Makes the user the holder of an account. */
    void identity(CertificateName identity) {
        this.identity = identity;
    }

    /** The account's name (IRCv3), or null for a guest. */
    @Nullable String account() {
        return identity == null ? null : identity.name();
    }

    /** Who says what the user says, as the journal tells people apart. */
    Party party() {
        return identity == null ? guest : Party.account(identity.name(), identity.authority());
    }

    /** Whether this is the user that a certificate names: the same name, whatever its case, from the same CA. */
    boolean is(CertificateName named) {
        return identity != null
                && identity.authority().equals(named.authority())
                && Names.same(identity.name(), named.name());
    }

    boolean is(UserMode mode) {
        return modes.contains(mode);
    }

    /** Sets a mode or unsets it, and tells whether that is a change; for {@link People}. */
    boolean set(UserMode mode, boolean on) {
        Set<UserMode> before = modes;
        modes = Flags.with(before, mode, on);
        return modes != before;
    }

    Set<UserMode> modes() {
        return modes;
    }

    Instant signedOn() {
        return signedOn;
    }

    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - lastSpoke);
    }

    void spoke() {
        lastSpoke = System.nanoTime();
    }

    /** Why the user is away, {@value #UNATTENDED} if there are only programs that act for it; null for one who is here. */
    @Nullable String away() {
        return away == null && isHere() && isUnattended() ? UNATTENDED : away;
    }

    /** Sets what the user says of itself; it is the same for all of its sessions. */
    void away(@Nullable String away) {
        this.away = away;
    }

    /** Whether all sessions say that nobody is there (IRCv3 pre-away). */
    boolean isUnattended() {
        return sessions.stream().allMatch(session -> session.unattended);
    }

    boolean isHere() {
        return !sessions.isEmpty();
    }

    List<Session> sessions() {
        return sessions;
    }

    /** Up to when the user has read places; an account's markers are in the journal. */
    Markers markers() {
        return markers;
    }

    MetadataValues metadata() {
        return metadata;
    }

    /** The user's own sessions, as they are now. */
    Audience audience() {
        return Audience.of(sessions, Session::connection);
    }

    void attach(Session session) {
        sessions.add(session);
    }

    void detach(Session session) {
        sessions.remove(session);
    }
}
