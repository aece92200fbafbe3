package io.securechat.history;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through the parts of the search index, from the newest to the oldest, or the other way. */
final class IndexScan implements Scan {
    private final IndexReader reader;
    private final Search search;
    private final Terms terms;
    private final @Nullable FtsQuery sieve;
    private final List<Entry> found = new ArrayList<>();

    /** The documents that are left to look through, from the first (included) to the last (excluded). */
    private long from;

    private long to;

    /** The part that was looked through last. */
    private long part;

    IndexScan(IndexReader reader, Search search) throws SQLException {
        this.reader = reader;
        this.search = search;
        this.terms = Terms.of(search.text());
        Optional<FtsQuery> wanted = reader.sieve(search, terms);
        this.sieve = wanted.orElse(null);
        if (wanted.isPresent()) {
            Eras.Part ids = Eras.Part.around(reader.entries.parts(search.range().span()));
            this.from = reader.numbers.firstAfter(ids.after());
            this.to = reader.numbers.firstAfter(ids.before() - 1);
        }
    }

    @Override
    public boolean run(long until) throws SQLException {
        try {
            List<Long> parts = reader.numbers.parts();
            while (sieve != null && !isOver()) {
                long start = 0;
                long end = Long.MAX_VALUE;
                for (long first : parts) {
                    if (first <= (search.newest() ? to - 1 : from)) {
                        start = first;
                    } else {
                        end = Math.min(end, first);
                    }
                }
                find(sieve, start, Math.max(start, from), Math.min(end, to), until);
                if (System.nanoTime() - until >= 0) {
                    break;
                }
            }
            return isOver();
        } finally {
            reader.release();
        }
    }

    private boolean isOver() {
        return from >= to || found.size() >= search.limit();
    }

    /** Searches some documents of a part while there is time, but at least as long as the query took to begin. */
    private void find(FtsQuery wanted, long start, long first, long end, long until) throws SQLException {
        long began = System.nanoTime();
        long stop = 0;
        if (start != part) {
            part = start;
            wanted.restart();
        }
        if (start != 0) {
            try (PreparedStatement statement = reader.candidates(start, wanted, first, end, search.newest());
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long now = System.nanoTime();
                    stop = stop == 0 ? now + Math.max(until - now, now - began) : stop;
                    long number = row.getLong(1);
                    boolean tighter = take(wanted, row.getLong(2));
                    passed(number, number + 1);
                    if (tighter || isOver() || now - stop >= 0) {
                        return;
                    }
                }
            }
        }
        passed(first, end);
    }

    /** These documents, and those before them in the order of the search, are done. */
    private void passed(long first, long end) {
        if (search.newest()) {
            to = first;
        } else {
            from = end;
        }
    }

    /** Takes an entry if it is what is looked for. Returns whether the sieve lets fewer through from now on. */
    private boolean take(FtsQuery wanted, long id) throws SQLException {
        if (terms.size() > 0) {
            String text = reader.text(id);
            String folded = text == null ? "" : Folding.fold(text);
            if (!terms.areInFolded(folded)) {
                return text != null && wanted.reject(folded);
            }
        }
        reader.entries.find(id).filter(search::covers).ifPresent(found::add);
        return false;
    }

    @Override
    public List<Entry> found() throws SQLException {
        try {
            List<Entry> oldestFirst = new ArrayList<>();
            for (Entry entry : found) {
                if (reader.text(entry.id()) != null) {
                    oldestFirst.add(entry);
                }
            }
            if (search.newest()) {
                Collections.reverse(oldestFirst);
            }
            return oldestFirst;
        } finally {
            reader.release();
        }
    }
}
