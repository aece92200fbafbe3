package io.securechat.server.room;

import io.securechat.irc.Numeric;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.MaskLists;
import io.securechat.server.session.User;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modes of a room: flags, key, limit and lists of masks. Owned by the thread {@code chat}. */
public final class RoomModes {
    /** The flags of a new room. */
    static final Set<ChannelMode> NEW = Set.of(ChannelMode.NO_EXTERNAL, ChannelMode.TOPIC_LOCKED);

    private final Set<ChannelMode> flags = EnumSet.noneOf(ChannelMode.class);
    private final MaskLists masks = new MaskLists();
    private @Nullable String key;
    private int limit;

    /** Returns whether a mode without argument is set. */
    boolean has(ChannelMode flag) {
        return flags.contains(flag);
    }

    /** Sets or unsets a mode without argument; returns whether that is a change. */
    public boolean set(ChannelMode flag, boolean on) {
        return on ? flags.add(flag) : flags.remove(flag);
    }

    /** The key, or null. */
    public @Nullable String key() {
        return key;
    }

    public void key(@Nullable String key) {
        this.key = key;
    }

    /** The limit of members; 0 for none. */
    public int limit() {
        return limit;
    }

    public void limit(int limit) {
        this.limit = limit;
    }

    public MaskLists masks() {
        return masks;
    }

    /** The modes that are set, as parameters of a MODE without the lists; the key is shown only to members. */
    public List<String> params(boolean inside) {
        StringBuilder letters = new StringBuilder("+");
        flags.forEach(flag -> letters.append(flag.letter()));
        List<String> params = new ArrayList<>();
        if (key != null) {
            letters.append(ChannelMode.KEY.letter());
            params.add(inside ? key : "*");
        }
        if (limit > 0) {
            letters.append(ChannelMode.LIMIT.letter());
            params.add(Integer.toString(limit));
        }
        params.add(0, letters.toString());
        return params;
    }

    /** Returns whether nothing differs from a new room. */
    boolean areNew() {
        return flags.equals(NEW) && key == null && limit == 0 && masks.isEmpty();
    }

    /** Returns whether they keep some users from joining or from seeing the room. */
    boolean restrict() {
        return key != null || limit > 0 || has(ChannelMode.INVITE_ONLY) || has(ChannelMode.SECRET) || masks.hasBans();
    }

    /** The reason why a user may not join a room with a number of members, with a key or without one; or null. */
    @Nullable Numeric refusal(User user, @Nullable String given, int members) {
        if (masks.isBanned(user.source(), user.account())) {
            return Numeric.ERR_BANNEDFROMCHAN;
        }
        if (has(ChannelMode.INVITE_ONLY) && !masks.isExpected(user.source(), user.account())) {
            return Numeric.ERR_INVITEONLYCHAN;
        }
        if (key != null && !key.equals(given)) {
            return Numeric.ERR_BADCHANNELKEY;
        }
        return limit > 0 && members >= limit ? Numeric.ERR_CHANNELISFULL : null;
    }
}
