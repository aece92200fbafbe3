package io.securechat.history.time;

import io.securechat.history.Entry;
import io.securechat.history.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The mapping between ids and times. Ids only grow: after the clock is set back, they run ahead of it. An era is a range of ids
 * that run ahead by the same number of milliseconds. Immutable.
 */
public final class Eras {
    /** The number of eras, at most; further jumps of the clock no longer change how far ids run ahead. */
    static final int MAX = 1000;

    /** The single era of a journal whose clock was never set back: ids are the time. */
    public static final Eras NONE = new Eras(List.of(new Era(0, 0)));

    /**
     * A range of ids that run ahead of the time by the same amount.
     *
     * @param first the lowest id
     * @param ahead the milliseconds by which the time in an id is later than the clock's
     */
    public record Era(long first, long ahead) {
        public long timeOf(long id) {
            return (id >>> Entry.COUNT_BITS) - ahead;
        }

        private long firstIdAt(long time) {
            return Math.max(first, Entry.firstIdAt(time + ahead));
        }
    }

    /** Ids between two others, both excluded. */
    public record Part(long after, long before) {
        public boolean includes(long id) {
            return id > after && id < before;
        }

        /** Returns the range from the first of some parts to the last; empty if there are none. */
        public static Part around(List<Part> parts) {
            return parts.isEmpty()
                    ? new Part(0, 0)
                    : new Part(parts.get(0).after(), parts.get(parts.size() - 1).before());
        }
    }

    private final List<Era> eras;

    /** @param eras in order; the first begins at id 0 */
    private Eras(List<Era> eras) {
        this.eras = List.copyOf(eras);
    }

    /**
     * Returns the eras that a journal has kept.
     *
     * @param kept in order; ids before the first of them are the time
     */
    public static Eras of(List<Era> kept) {
        List<Era> eras = new ArrayList<>(NONE.eras);
        eras.addAll(kept);
        return new Eras(eras);
    }

    Eras with(Era next) {
        List<Era> more = new ArrayList<>(eras);
        more.add(next);
        return new Eras(more);
    }

    boolean isFull() {
        return eras.size() >= MAX;
    }

    Era newest() {
        return eras.get(eras.size() - 1);
    }

    /** Returns the time that an id stands for. */
    public Instant timeOf(long id) {
        return Instant.ofEpochMilli(eras.get(indexOf(id)).timeOf(id));
    }

    private int indexOf(long id) {
        int index = eras.size() - 1;
        while (index > 0 && eras.get(index).first() > id) {
            index--;
        }
        return index;
    }

    private long endOf(int index) {
        return index + 1 < eras.size() ? eras.get(index + 1).first() : Long.MAX_VALUE;
    }

    /** Returns the ids of a span, in order, as one part for each era. */
    public List<Part> parts(Span span) {
        if (!span.isTimed()) {
            return List.of(new Part(span.after(), span.before()));
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < eras.size(); i++) {
            Era era = eras.get(i);
            long after = Math.max(span.after(), era.first() - 1);
            long before = Math.min(span.before(), endOf(i));
            if (span.since() != null) {
                after = Math.max(after, era.firstIdAt(span.since().toEpochMilli() + 1) - 1);
            }
            if (span.until() != null) {
                before = Math.min(before, era.firstIdAt(span.until().toEpochMilli()));
            }
            if (before - 1 > after) {
                parts.add(new Part(after, before));
            }
        }
        return parts;
    }

    /**
     * Returns the lowest id at or after a time, by the newest era that was running at that time. This way a clock that is wrong for
     * a while makes no entry look old.
     *
     * @param newest the end of the newest era, which is now
     */
    OptionalLong firstSince(Instant time, Instant newest) {
        long since = time.toEpochMilli();
        for (int i = eras.size() - 1; i >= 0; i--) {
            Era era = eras.get(i);
            long end = i + 1 < eras.size() ? era.timeOf(endOf(i) - 1) : newest.toEpochMilli();
            if (era.timeOf(era.first()) <= since && since <= end) {
                return OptionalLong.of(era.firstIdAt(since));
            }
        }
        return OptionalLong.empty();
    }
}
