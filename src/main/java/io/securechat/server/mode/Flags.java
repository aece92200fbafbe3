package io.securechat.server.mode;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Immutable sets of enum constants, nearly all of them empty and then the same object. */
public final class Flags {
    private Flags() {}

    /** A set with or without a flag, in the order of the enum; the same set if that is no change. */
    public static <E extends Enum<E>> Set<E> with(Set<E> set, E flag, boolean on) {
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
