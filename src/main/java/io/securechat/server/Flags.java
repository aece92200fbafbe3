package io.securechat.server;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Small sets that hardly anybody has anything in: they never change, so that all empty ones are the same. */
final class Flags {
    private Flags() {}

    /** A set with one thing more, or less, in the order of the enum; the same set when that is no change. */
    static <E extends Enum<E>> Set<E> with(Set<E> set, E flag, boolean on) {
        if (set.contains(flag) == on) {
            return set;
        }
        EnumSet<E> changed = EnumSet.of(flag);
        changed.addAll(set);
        if (!on) {
            changed.remove(flag);
        }
        return changed.isEmpty() ? Set.of() : Collections.unmodifiableSet(changed);
    }
}
