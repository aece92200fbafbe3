package io.securechat.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Values by name, of which only so many are kept: those that were used last. */
final class Recent<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;
    private static final float LOAD_FACTOR = 0.75f;

    private static final int FIRST_CAPACITY = 16;

    private final int capacity;
    private final transient Consumer<V> dropped;

    Recent(int capacity) {
        this(capacity, value -> {});
    }

    /** @param dropped is given what is not kept any longer */
    Recent(int capacity, Consumer<V> dropped) {
        super(FIRST_CAPACITY, LOAD_FACTOR, true);
        this.capacity = capacity;
        this.dropped = dropped;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        boolean full = size() > capacity;
        if (full) {
            dropped.accept(eldest.getValue());
        }
        return full;
    }
}
