package io.securechat.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values by name, of which only so many are kept: those that were used last. */
final class Recent<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;
    private static final float LOAD_FACTOR = 0.75f;

    private final int capacity;

    Recent(int capacity) {
        super(capacity, LOAD_FACTOR, true);
        this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > capacity;
    }
}
