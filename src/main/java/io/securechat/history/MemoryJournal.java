package io.securechat.history;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the last entries in memory; whatever is appended is as safe as it will ever be at once. */
final class MemoryJournal implements Journal {
    static final int CAPACITY = 10_000;

    private final int capacity;
    private final Clock clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long lastId;

    MemoryJournal(int capacity, Clock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public synchronized void append(Entry.Draft draft, Consumer<Entry> whenSafe) {
        lastId = Math.max(lastId + 1, clock.millis() << Entry.COUNT_BITS);
        Entry entry = new Entry(lastId, draft);
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        entries.addLast(entry);
        whenSafe.accept(entry);
    }

    @Override
    public synchronized List<Entry> latest(String target, int limit) {
        List<Entry> latest = new ArrayList<>();
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext() && latest.size() < limit) {
            Entry entry = newestFirst.next();
            if (entry.draft().target().equals(target)) {
                latest.add(entry);
            }
        }
        Collections.reverse(latest);
        return latest;
    }

    @Override
    public void close() {}
}
