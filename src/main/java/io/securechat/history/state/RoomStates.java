package io.securechat.history.state;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The states of rooms, and the changes that a store has not saved yet. Thread-safe. */
public final class RoomStates {
    private final Map<String, String> states;
    private final Set<String> changed = new LinkedHashSet<>();

    public RoomStates(Map<String, String> states) {
        this.states = new HashMap<>(states);
    }

    synchronized Map<String, String> all() {
        return Map.copyOf(states);
    }

    /** @param state empty to delete it */
    synchronized void put(String room, String state) {
        String before = state.isEmpty() ? states.remove(room) : states.put(room, state);
        if (!state.equals(before == null ? "" : before)) {
            changed.add(room);
        }
    }

    public synchronized boolean isChanged() {
        return !changed.isEmpty();
    }

    /** Takes the changes since the last call, with the empty string for a deleted state. */
    public synchronized Map<String, String> takeChanges() {
        Map<String, String> taken = new LinkedHashMap<>();
        changed.forEach(room -> taken.put(room, states.getOrDefault(room, "")));
        changed.clear();
        return taken;
    }

    /** Returns changes that could not be saved, for the next save. */
    public synchronized void giveBack(Map<String, String> changes) {
        changed.addAll(changes.keySet());
    }
}
