package io.securechat.server;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Numeric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** A channel: who is in it, what it is about, and who may do what there. Owned by the chat's thread. */
final class Room {
    /** Bytes of a topic in UTF-8: {@code TOPICLEN}. */
    static final int MAX_TOPIC = 300;

    /** How often a room may be given another name: each time all members are told of it anew. */
    static final Rate RENAMES = new Rate(3, Duration.ofMinutes(1));

    /** What is set when a room begins. */
    static final Set<ChannelMode> NEW = Set.of(ChannelMode.NO_EXTERNAL, ChannelMode.TOPIC_LOCKED);

    private final Place place;
    private final boolean lasting;
    private final Instant created;
    private final long beganAfter;
    private final Map<User, Set<Status>> members = new LinkedHashMap<>();
    private final Set<ChannelMode> flags = EnumSet.noneOf(ChannelMode.class);
    private final MaskLists masks = new MaskLists();
    private final Set<User> invited = Collections.newSetFromMap(new WeakHashMap<>());
    private final MetadataValues metadata = new MetadataValues();
    private final Set<Party> operators = new LinkedHashSet<>();
    private final RoomAudience attendance;
    private String name;
    private @Nullable Topic topic;
    private @Nullable String key;
    private int limit;
    private boolean confidential;
    private long emptySince;

    private final TokenBucket renames = new TokenBucket(RENAMES, System::nanoTime);

    record Topic(String text, String setBy, Instant setAt) {}

    /**
     * A room without members.
     *
     * @param place where what is said in it is kept
     * @param lasting whether it stays when everybody has left
     * @param beganAfter the id of the newest entry in the journal when the room was created
     */
    Room(String name, Place place, boolean lasting, Instant created, long beganAfter, RoomAudience attendance) {
        this.name = name;
        this.place = place;
        this.lasting = lasting;
        this.created = created;
        this.beganAfter = beganAfter;
        this.attendance = attendance;
    }

    String name() {
        return name;
    }

    void name(String name) {
        this.name = name;
    }

    /** How long it takes until the room may be given another name; if it may at once, that counts as done. */
    Duration mayBeRenamed() {
        return renames.tryTake();
    }

    Place place() {
        return place;
    }

    /** Whether it is always there, under its name. */
    boolean isLasting() {
        return lasting;
    }

    Instant created() {
        return created;
    }

    /** The id of the last entry from before the room was created; unlike times, ids are in order even if the clock is set back. */
    long beganAfter() {
        return beganAfter;
    }

    // Who is there.

    Set<User> members() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** Those of whom somebody is told on coming in: everybody, but in a large room only those who stand out. */
    Collection<User> namesFor(User comer) {
        if (!attendance.isLarge()) {
            return members();
        }
        Set<User> names = new LinkedHashSet<>(attendance.prominent());
        names.add(comer);
        return names;
    }

    boolean has(@Nullable User user) {
        return members.containsKey(user);
    }

    /** Everybody who is there. */
    Audience audience() {
        return attendance.everybody();
    }

    /** Who of them hears what. */
    RoomAudience attendance() {
        return attendance;
    }

    /** A member says something or is given a status: now at the latest all must know that it is there. */
    void becomeVisible(User member, Instant now) {
        if (!attendance.isProminent(member) && has(member)) {
            attendance.becomeVisible(member, member.joins(name).at(now));
        }
    }

    void add(User user) {
        members.put(user, Set.of());
        invited.remove(user);
        attendance.add(user, members());
    }

    void remove(User user) {
        if (statuses(user).contains(Status.OPERATOR)) {
            operates(user, true); // the account may have come later than the status
        }
        members.remove(user);
        attendance.remove(user);
    }

    /** What distinguishes a member; nothing for who is not there. */
    Set<Status> statuses(User user) {
        return members.getOrDefault(user, Set.of());
    }

    /** Gives a member a status or takes it, and tells whether that is a change. */
    boolean status(User member, Status status, boolean set) {
        if (status == Status.OPERATOR) {
            operates(member, set);
        }
        Set<Status> before = members.get(member);
        if (before == null) {
            return false;
        }
        Set<Status> after = Flags.with(before, status, set);
        members.put(member, after);
        return after != before;
    }

    private void operates(User user, boolean on) {
        if (user.identity() != null) {
            if (on) {
                operators.add(user.party());
            } else {
                operators.remove(user.party());
            }
        }
    }

    /** The accounts that operate it whenever they are here; may be changed. */
    Set<Party> operators() {
        return operators;
    }

    /** The account that answers for it when it is empty: of those that operate it, the one that has for longest. Null for none. */
    @Nullable Party keeper() {
        return operators.isEmpty() ? null : operators.iterator().next();
    }

    /** The journal's present id when the last member left; 0 while somebody is here, or where that is not known. */
    long emptySince() {
        return emptySince;
    }

    void emptySince(long id) {
        this.emptySince = id;
    }

    /** Whether it is there without anybody in it: when it is set in some way, and an account can set it otherwise. */
    boolean isRemembered() {
        return lasting || (!operators.isEmpty() && !isNew());
    }

    private boolean isNew() {
        return flags.equals(NEW)
                && topic == null
                && key == null
                && limit == 0
                && masks.size() == 0
                && metadata.keys().isEmpty();
    }

    /**
     * Whether there is anybody who cannot read all that is said: by a key, a limit, a ban, the need of an invitation, because nobody
     * is told that the room exists, or because something was said to its operators only.
     */
    boolean isRestricted() {
        return key != null
                || limit > 0
                || is(ChannelMode.INVITE_ONLY)
                || is(ChannelMode.SECRET)
                || masks.hasBans()
                || confidential;
    }

    /** Something is said to those with a status only; whether that is the first time. */
    boolean confide() {
        boolean first = !confidential;
        confidential = true;
        return first;
    }

    /** Whether somebody has a status or a higher one. */
    boolean isAtLeast(User user, Status status) {
        return statuses(user).stream().anyMatch(own -> own.compareTo(status) <= 0);
    }

    /** Whether somebody may change the room and who is in it: its operators, and those of the server. */
    boolean isRunBy(User user) {
        return isAtLeast(user, Status.OPERATOR) || user.is(UserMode.OPERATOR);
    }

    /** Whether somebody may know that it is there, and who is in it. */
    boolean isVisibleTo(User user) {
        return !is(ChannelMode.SECRET) || has(user) || user.is(UserMode.OPERATOR);
    }

    /** Whether what somebody says is heard here: not from outside (+n), without voice (+m), or where a mask bars from it. */
    boolean maySpeak(User user) {
        return isAtLeast(user, Status.VOICE)
                || ((has(user) || !is(ChannelMode.NO_EXTERNAL))
                        && !is(ChannelMode.MODERATED)
                        && !masks.isSilenced(user.source(), user.account()));
    }

    /** Whether somebody may send CTCP requests other than ACTION here (+C). */
    boolean mayCtcp(User user) {
        return maySpeak(user) && !is(ChannelMode.NO_CTCP);
    }

    /** Why somebody may not come in with a key or without one, or null; the room's own operators and whom they invite may always. */
    @Nullable Numeric refusal(User user, @Nullable String given) {
        if (invited.contains(user) || operators.contains(user.party())) {
            return null;
        }
        if (masks.isBanned(user.source(), user.account())) {
            return Numeric.ERR_BANNEDFROMCHAN;
        }
        if (is(ChannelMode.INVITE_ONLY) && !masks.isExpected(user.source(), user.account())) {
            return Numeric.ERR_INVITEONLYCHAN;
        }
        if (key != null && !key.equals(given)) {
            return Numeric.ERR_BADCHANNELKEY;
        }
        return limit > 0 && members.size() >= limit ? Numeric.ERR_CHANNELISFULL : null;
    }

    // How it is set.

    @Nullable Topic topic() {
        return topic;
    }

    void topic(@Nullable Topic topic) {
        this.topic = topic;
    }

    /** Whether a mode without argument is set. */
    boolean is(ChannelMode flag) {
        return flags.contains(flag);
    }

    /** Sets a mode without argument or unsets it, and tells whether that is a change. */
    boolean set(ChannelMode flag, boolean on) {
        return on ? flags.add(flag) : flags.remove(flag);
    }

    /**
     * The modes that are set, as parameters of a MODE, without the lists.
     *
     * @param inside whether the key is shown, which is for those only who have entered with it
     */
    List<String> modes(boolean inside) {
        StringBuilder letters = new StringBuilder("+");
        flags.forEach(flag -> letters.append(flag.letter()));
        List<String> arguments = new ArrayList<>();
        if (key != null) {
            letters.append(ChannelMode.KEY.letter());
            arguments.add(inside ? key : "*");
        }
        if (limit > 0) {
            letters.append(ChannelMode.LIMIT.letter());
            arguments.add(Integer.toString(limit));
        }
        arguments.add(0, letters.toString());
        return arguments;
    }

    /** What who enters must know, or null. */
    @Nullable String key() {
        return key;
    }

    void key(@Nullable String key) {
        this.key = key;
    }

    /** How many may be there at a time; 0 for any number. */
    int limit() {
        return limit;
    }

    void limit(int limit) {
        this.limit = limit;
    }

    MaskLists masks() {
        return masks;
    }

    MetadataValues metadata() {
        return metadata;
    }

    /** Those who may come in by an invitation that they have not used yet. */
    Set<User> invited() {
        return invited;
    }
}
