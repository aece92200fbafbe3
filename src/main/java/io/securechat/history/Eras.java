package io.securechat.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells the time of an entry from its id. Ids only grow; where the clock was set back, they run ahead of it from there on. An
 * era is a part of the ids that runs ahead by the same number of milliseconds. Immutable.
 */
final class Eras {
    /** How many are kept; a clock that jumps more often no longer changes how far ids are ahead. */
    static final int MAX = 1000;

    /** The ids of a journal whose clock was never set back are those of the time. */
    static final Eras NONE = new Eras(List.of(new Era(0, 0)));

    /**
     * Ids that run ahead of the time alike.
     *
     * @param first the lowest id of the era
     * @param ahead by how many milliseconds the time in the id is later than that of the clock
     */
    record Era(long first, long ahead) {
        long timeOf(long id) {
            return (id >>> Entry.COUNT_BITS) - ahead;
        }

        private long firstIdAt(long time) {
            return Math.max(first, Entry.firstIdAt(time + ahead));
        }
    }

    /** Ids between two others, both excluded. */
    record Part(long after, long before) {
        boolean includes(long id) {
            return id > after && id < before;
        }

        /** From the beginning of the first of some parts to the end of the last; empty if there are none. */
        static Part around(List<Part> parts) {
            return parts.isEmpty()
                    ? new Part(0, 0)
                    : new Part(parts.get(0).after(), parts.get(parts.size() - 1).before());
        }
    }

    private final List<Era> eras;

    /** @param eras in order, the first of them from 0 */
    private Eras(List<Era> eras) {
        this.eras = List.copyOf(eras);
    }

    /** @param kept in order; ids before the first of them are those of the time */
    static Eras of(List<Era> kept) {
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

    /** When an entry was said. */
    Instant timeOf(long id) {
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

    /** The ids of a span, in order: in each era those of one part of the time. */
    List<Part> parts(Span span) {
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
     * The first id that is not older than a time, by the newest era that knows: one that was running at that time already. A
     * clock that is wrong for a while so makes nothing look old.
     *
     * @param newest the time of the end of the newest era, which is now
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
