package io.securechat.history.index;

import io.securechat.history.Entry;
import io.securechat.history.Search;
import io.securechat.history.search.Folding;
import io.securechat.history.search.Scan;
import io.securechat.history.search.Terms;
import io.securechat.history.time.Eras;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scan of the parts of the search index, from the newest to the oldest or the reverse. */
final class IndexScan implements Scan {
    private final IndexReader reader;
    private final Search search;
    private final Terms terms;
    private final @Nullable FtsQuery query;
    private final List<Entry> found = new ArrayList<>();

    /** The documents left to scan, from the first (included) to the last (excluded). */
    private long from;

    private long to;

    /** The part scanned last. */
    private long part;

    IndexScan(IndexReader reader, Search search) throws SQLException {
        this.reader = reader;
        this.search = search;
        this.terms = Terms.of(search.text());
        this.query = reader.query(search, terms).orElse(null);
        if (query != null) {
            Eras.Part ids = Eras.Part.around(reader.entries.parts(search.range().span()));
            this.from = reader.numbers.firstAfter(ids.after());
            this.to = reader.numbers.firstAfter(ids.before() - 1);
        }
    }

    @Override
    public boolean run(long until) throws SQLException {
        try {
            List<Long> parts = reader.numbers.parts();
            while (query != null && !isOver()) {
                long start = 0;
                long end = Long.MAX_VALUE;
                for (long first : parts) {
                    if (first <= (search.newest() ? to - 1 : from)) {
                        start = first;
                    } else {
                        end = Math.min(end, first);
                    }
                }
                find(query, start, Math.max(start, from), Math.min(end, to), until);
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

    /** Scans documents of a part until the end of the slice, but at least for as long as the query took to start. */
    private void find(FtsQuery query, long start, long first, long end, long until) throws SQLException {
        long began = System.nanoTime();
        long stop = 0;
        if (start != part) {
            part = start;
            query.restart();
        }
        if (start != 0) {
            try (PreparedStatement statement = reader.candidates(start, query, first, end, search.newest());
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long now = System.nanoTime();
                    stop = stop == 0 ? now + Math.max(until - now, now - began) : stop;
                    long number = row.getLong(1);
                    boolean tighter = take(query, row.getLong(2));
                    passed(number, number + 1);
                    if (tighter || isOver() || now - stop >= 0) {
                        return;
                    }
                }
            }
        }
        passed(first, end);
    }

    /** Records that these documents, and all before them in the order of the search, are done. */
    private void passed(long first, long end) {
        if (search.newest()) {
            to = first;
        } else {
            from = end;
        }
    }

    /** Adds an entry to the results if it matches. Returns whether the query has become more selective. */
    private boolean take(FtsQuery query, long id) throws SQLException {
        if (terms.size() > 0) {
            String text = reader.text(id);
            String folded = text == null ? "" : Folding.fold(text);
            if (!terms.areInFolded(folded)) {
                return text != null && query.reject(folded);
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
