package io.securechat.client.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A map of limited size that drops its least recently used values. */
public final class LruMap<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;
    private static final float LOAD_FACTOR = 0.75f;

    private static final int FIRST_CAPACITY = 16;

    private final int capacity;
    private final transient Consumer<V> dropped;

    public LruMap(int capacity) {
        this(capacity, value -> {});
    }

    /** @param dropped receives each value that is dropped */
    public LruMap(int capacity, Consumer<V> dropped) {
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
