package io.securechat.history;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What is known of rooms, and which of it a store has still to save. */
final class RoomStates {
    private final Map<String, String> states;
    private final Set<String> changed = new LinkedHashSet<>();

    RoomStates(Map<String, String> states) {
        this.states = new HashMap<>(states);
    }

    synchronized Map<String, String> all() {
        return Map.copyOf(states);
    }

    /** @param state the empty string to forget what was known */
    synchronized void put(String room, String state) {
        String before = state.isEmpty() ? states.remove(room) : states.put(room, state);
        if (!state.equals(before == null ? "" : before)) {
            changed.add(room);
        }
    }

    synchronized boolean isChanged() {
        return !changed.isEmpty();
    }

    /** What has changed since it was taken the last time, with the empty string for what is to be forgotten. */
    synchronized Map<String, String> takeChanges() {
        Map<String, String> taken = new LinkedHashMap<>();
        changed.forEach(room -> taken.put(room, states.getOrDefault(room, "")));
        changed.clear();
        return taken;
    }

    /** The changes could not be saved: they are taken again the next time. */
    synchronized void giveBack(Map<String, String> changes) {
        changed.addAll(changes.keySet());
    }
}
