package io.securechat.server;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    boolean isBanned(String source, @Nullable String account) {
        return isBarred(source, account, false);
    }

    /** Whether somebody may not speak: who is banned, and who may come in and listen only. */
    boolean isSilenced(String source, @Nullable String account) {
        return isBarred(source, account, true);
    }

    /** Whether somebody need not be invited (+I). */
    boolean isExpected(String source, @Nullable String account) {
        return isOn(ChannelMode.INVITE_EXCEPTION, source, account, false);
    }

    private boolean isBarred(String source, @Nullable String account, boolean fromSpeaking) {
        return isOn(ChannelMode.BAN, source, account, fromSpeaking)
                && !isOn(ChannelMode.EXCEPTION, source, account, fromSpeaking);
    }

    /** Whether a mask of a list means somebody; those about speaking alone count only where that is asked for. */
    private boolean isOn(ChannelMode list, String source, @Nullable String account, boolean speaking) {
        return lists.getOrDefault(list, Map.of()).values().stream()
                .map(Listed::mask)
                .anyMatch(mask -> (speaking || !mask.mutes()) && mask.matches(source, account));
    }
}
