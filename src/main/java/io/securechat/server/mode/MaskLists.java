package io.securechat.server.mode;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lists of masks of a channel: bans, exceptions and invite exceptions. */
public final class MaskLists {
    /** Masks in all lists of a channel together: {@code MAXLIST}. */
    public static final int MAX = 100;

    /** A mask on a list. */
    public record Listed(Mask mask, String setBy, Instant setAt) {}

    private final Map<ChannelMode, Map<String, Listed>> lists = new EnumMap<>(ChannelMode.class);

    /** The masks of a list, in the order in which they were added. */
    public Collection<Listed> of(ChannelMode list) {
        return Collections.unmodifiableCollection(
                lists.getOrDefault(list, Map.of()).values());
    }

    /** Returns whether a list has a mask, in any spelling. */
    public boolean has(ChannelMode list, Mask mask) {
        return lists.getOrDefault(list, Map.of()).containsKey(mask.key());
    }

    public void add(ChannelMode list, Listed listed) {
        lists.computeIfAbsent(list, none -> new LinkedHashMap<>())
                .put(listed.mask().key(), listed);
    }

    /** Removes a mask in any spelling; returns the removed one, or null if the list has none. */
    public @Nullable Listed remove(ChannelMode list, Mask mask) {
        Map<String, Listed> masks = lists.get(list);
        return masks == null ? null : masks.remove(mask.key());
    }

    public boolean isEmpty() {
        return lists.values().stream().allMatch(Map::isEmpty);
    }

    /** Returns whether no mask can be added to any list. */
    public boolean isFull() {
        return lists.values().stream().mapToInt(Map::size).sum() >= MAX;
    }

    /** Returns whether there is a ban. */
    public boolean hasBans() {
        return lists.getOrDefault(ChannelMode.BAN, Map.of()).values().stream()
                .anyMatch(listed -> !listed.mask().mutes());
    }

    /** Returns whether a user is banned (+b) without an exception (+e). */
    public boolean isBanned(String source, @Nullable String account) {
        return isBarred(source, account, false);
    }

    /** Returns whether a user is banned or muted. */
    public boolean isSilenced(String source, @Nullable String account) {
        return isBarred(source, account, true);
    }

    /** Returns whether a user needs no invitation (+I). */
    public boolean isExpected(String source, @Nullable String account) {
        return isOn(ChannelMode.INVITE_EXCEPTION, source, account, false);
    }

    private boolean isBarred(String source, @Nullable String account, boolean fromSpeaking) {
        return isOn(ChannelMode.BAN, source, account, fromSpeaking)
                && !isOn(ChannelMode.EXCEPTION, source, account, fromSpeaking);
    }

    /** Returns whether a mask of a list matches a user; mutes count only if {@code speaking}. */
    private boolean isOn(ChannelMode list, String source, @Nullable String account, boolean speaking) {
        return lists.getOrDefault(list, Map.of()).values().stream()
                .map(Listed::mask)
                .anyMatch(mask -> (speaking || !mask.mutes()) && mask.matches(source, account));
    }
}
