package io.securechat.server.room;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.connection.Audience;
import io.securechat.server.limit.TokenBucket;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Status;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.MetadataValues;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel: its members, topic, modes and permissions. Owned by the thread {@code chat}. */
public final class Room {
    /** Bytes of a topic in UTF-8: {@code TOPICLEN}. */
    public static final int MAX_TOPIC = 300;

    /** The rate limit for renames, each of which sends all members much. */
    public static final Settings.Rate RENAMES = new Settings.Rate(3, Duration.ofMinutes(1));

    private final Place place;
    private final boolean lasting;
    private final Instant created;
    private final long beganAfter;
    private final RoomMembers members = new RoomMembers();
    private final RoomModes modes = new RoomModes();
    private final MetadataValues metadata = new MetadataValues();
    private final RoomAudience audience;
    private String name;
    private @Nullable Topic topic;
    private boolean confidential;
    private long emptySince;

    private final TokenBucket renames = new TokenBucket(RENAMES, System::nanoTime);

    public record Topic(String text, String setBy, Instant setAt) {}

    /**
     * A room without members.
     *
     * @param place the place of its history in the journal
     * @param lasting whether it remains without members
     * @param beganAfter the id of the newest entry in the journal when the room was created
     */
    Room(String name, Place place, boolean lasting, Instant created, long beganAfter, RoomAudience audience) {
        this.name = name;
        this.place = place;
        this.lasting = lasting;
        this.created = created;
        this.beganAfter = beganAfter;
        this.audience = audience;
    }

    public String name() {
        return name;
    }

    public void name(String name) {
        this.name = name;
    }

    /** Counts a rename if one is permitted now; returns the time until then, or {@link Duration#ZERO}. */
    public Duration mayBeRenamed() {
        return renames.tryTake();
    }

    public Place place() {
        return place;
    }

    /** Returns whether the room remains without members, and keeps its name. */
    public boolean isLasting() {
        return lasting;
    }

    public Instant created() {
        return created;
    }

    /** The id of the last entry before the room was created; ids are in order even if the clock is set back, unlike times. */
    public long beganAfter() {
        return beganAfter;
    }

    // Members.

    public Set<User> members() {
        return members.all();
    }

    public boolean has(@Nullable User user) {
        return members.has(user);
    }

    /** All members. */
    public Audience audience() {
        return audience.all();
    }

    /** The members, grouped by what they are sent. */
    public RoomAudience audiences() {
        return audience;
    }

    /** A member speaks or is given a status: in a large room its JOIN goes to the members who have not received it. */
    public void becomeVisible(User member, Instant now) {
        if (!audience.isProminent(member) && has(member)) {
            audience.becomeVisible(member, member.joins(name).at(now));
        }
    }

    void add(User user) {
        members.add(user);
        audience.add(user, members());
    }

    void remove(User user) {
        members.remove(user);
        audience.remove(user);
    }

    /** The statuses of a member; none for others. */
    public Set<Status> statuses(User user) {
        return members.statuses(user);
    }

    /** Gives a member a status or removes it; returns whether that is a change. */
    public boolean status(User member, Status status, boolean on) {
        return members.set(member, status, on);
    }

    /** The accounts that operate the room whenever they are there. */
    Set<Party> operators() {
        return members.operators();
    }

    /** Makes an account operate the room whenever it is there. */
    void addOperator(Party account) {
        members.addOperator(account);
    }

    /** Removes the operator accounts of a name, which need not be there; returns whether there was one. */
    public boolean removeOperators(String account) {
        return members.removeOperators(Names.fold(account));
    }

    /** The account that is responsible for the empty room: the one that has operated it for longest. Null for none. */
    @Nullable Party keeper() {
        return operators().isEmpty() ? null : operators().iterator().next();
    }

    /** The journal's present id when the last member left; 0 while there are members, or if that is not known. */
    long emptySince() {
        return emptySince;
    }

    void emptySince(long id) {
        this.emptySince = id;
    }

    /** Returns whether the room remains without members: if it has settings, and an account that can change them. */
    boolean isRemembered() {
        return lasting || (!operators().isEmpty() && !isNew());
    }

    private boolean isNew() {
        return modes.areNew() && topic == null && metadata.keys().isEmpty();
    }

    /** Returns whether some users cannot read all messages: by a mode, a ban, or because some were for operators only. */
    boolean isRestricted() {
        return modes.restrict() || confidential;
    }

    /** A message is for members with a status only; returns whether it is the first one. */
    public boolean confide() {
        boolean first = !confidential;
        confidential = true;
        return first;
    }

    /** Returns whether a user has a status or a higher one. */
    public boolean isAtLeast(User user, Status status) {
        return members.isAtLeast(user, status);
    }

    /** Returns whether a user may change the room: an operator of the room or the server. */
    public boolean isRunBy(User user) {
        return isAtLeast(user, Status.OPERATOR) || user.is(UserMode.OPERATOR);
    }

    /** Returns whether a user may see the room and its members. */
    public boolean isVisibleTo(User user) {
        return !is(ChannelMode.SECRET) || has(user) || user.is(UserMode.OPERATOR);
    }

    /** Returns whether a user may send messages here: not from outside (+n), without voice (+m), or if banned or muted. */
    public boolean maySpeak(User user) {
        return isAtLeast(user, Status.VOICE)
                || ((has(user) || !is(ChannelMode.NO_EXTERNAL))
                        && !is(ChannelMode.MODERATED)
                        && !modes.masks().isSilenced(user.source(), user.account()));
    }

    /** Returns whether a user may send CTCP requests other than ACTION here (+C). */
    public boolean mayCtcp(User user) {
        return maySpeak(user) && !is(ChannelMode.NO_CTCP);
    }

    /** The reason why a user may not join with a key or without one, or null; the room's own operators always may. */
    @Nullable Numeric refusal(User user, @Nullable String given) {
        return operators().contains(user.party()) ? null : modes.refusal(user, given, members.size());
    }

    // Settings.

    public @Nullable Topic topic() {
        return topic;
    }

    public void topic(@Nullable Topic topic) {
        this.topic = topic;
    }

    /** Returns whether a mode without argument is set. */
    public boolean is(ChannelMode flag) {
        return modes.has(flag);
    }

    public RoomModes modes() {
        return modes;
    }

    public MetadataValues metadata() {
        return metadata;
    }
}
