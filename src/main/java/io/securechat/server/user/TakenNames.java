package io.securechat.server.user;

import io.securechat.irc.Lookalikes;
import io.securechat.irc.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Taken names, found by their looks ({@link Lookalikes}). Owned by the thread {@code chat}. */
public final class TakenNames {
    private final Map<String, List<String>> byKey = new HashMap<>();

    /** Adds a name; one that is added twice must be removed twice. */
    public void add(String name) {
        for (String key : Lookalikes.keys(name)) {
            byKey.merge(key, List.of(name), TakenNames::both);
        }
    }

    private static List<String> both(List<String> some, List<String> more) {
        List<String> both = new ArrayList<>(some);
        both.addAll(more);
        return List.copyOf(both);
    }

    /** Removes a name, in the same spelling. */
    public void remove(String name) {
        for (String key : Lookalikes.keys(name)) {
            byKey.computeIfPresent(key, (same, names) -> {
                List<String> others = new ArrayList<>(names);
                others.remove(name);
                return others.isEmpty() ? null : List.copyOf(others);
            });
        }
    }

    /** All taken names that equal a name or look like it. */
    public Set<String> like(String name) {
        Set<String> like = new LinkedHashSet<>();
        for (String key : Lookalikes.keys(name)) {
            like.addAll(byKey.getOrDefault(key, List.of()));
        }
        return like;
    }

    /**
     * A taken name that equals a name, or else one that looks like it; null if there is none.
     *
     * @param own a name that does not count, in any spelling; or null
     */
    public @Nullable String like(String name, @Nullable String own) {
        List<String> others = like(name).stream()
                .filter(taken -> own == null || !Names.same(taken, own))
                .toList();
        return others.stream()
                .filter(taken -> Names.same(taken, name))
                .findFirst()
                .orElseGet(() -> others.isEmpty() ? null : others.get(0));
    }
}
