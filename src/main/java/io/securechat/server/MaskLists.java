package io.securechat.server;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A channel's lists of masks: who is banned, and who is exempt from that or need not be invited. */
final class MaskLists {
    /** Masks in all lists of a channel together: {@code MAXLIST}. */
    static final int MAX = 100;

    /** A mask on a list. */
    record Listed(Mask mask, String setBy, Instant setAt) {}

    private final Map<ChannelMode, Map<String, Listed>> lists = new EnumMap<>(ChannelMode.class);

    /** The masks of a list, by their {@linkplain Mask#key keys}; may be changed. */
    Map<String, Listed> of(ChannelMode list) {
        return lists.computeIfAbsent(list, none -> new LinkedHashMap<>());
    }

    /** How many masks are in all lists together. */
    int size() {
        return lists.values().stream().mapToInt(Map::size).sum();
    }

    /** Whether anybody may be kept out. */
    boolean hasBans() {
        return lists.getOrDefault(ChannelMode.BAN, Map.of()).values().stream()
                .anyMatch(listed -> !listed.mask().mutes());
    }

    /** Whether somebody is kept out (+b), and no exception lets in (+e). */
    boolean isBanned(User user) {
        return isBarred(user, false);
    }

    /** Whether somebody may not speak: who is banned, and who may come in and listen only. */
    boolean isSilenced(User user) {
        return isBarred(user, true);
    }

    /** Whether somebody need not be invited (+I). */
    boolean isExpected(User user) {
        return isOn(ChannelMode.INVITE_EXCEPTION, user, false);
    }

    private boolean isBarred(User user, boolean fromSpeaking) {
        return isOn(ChannelMode.BAN, user, fromSpeaking) && !isOn(ChannelMode.EXCEPTION, user, fromSpeaking);
    }

    /** Whether a mask of a list means somebody; those about speaking alone count only where that is asked for. */
    private boolean isOn(ChannelMode list, User user, boolean speaking) {
        return lists.getOrDefault(list, Map.of()).values().stream()
                .map(Listed::mask)
                .anyMatch(mask -> (speaking || !mask.mutes()) && mask.matches(user));
    }
}
