package io.securechat.history;

import io.securechat.irc.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Searches over connections that only read, while others write. The index proposes entries, and the journal's text decides; so
 * what the journal does not have any more is not found, whatever the index says. For one thread.
 */
final class IndexReader implements AutoCloseable {
    private final Connection journal;
    private final Connection index;
    private final Entries entries;
    private final IndexNumbers numbers;

    IndexReader(JournalFile file) throws SQLException {
        journal = Sqlite.read(file.path());
        Connection opened = null;
        try {
            opened = Sqlite.read(file.search());
            opened.setAutoCommit(false);
            index = opened;
            entries = new Entries(journal);
            numbers = new IndexNumbers(index);
        } catch (SQLException | RuntimeException e) {
            Sqlite.close(journal);
            if (opened != null) {
                Sqlite.close(opened);
            }
            throw e;
        }
    }

    /** Begins to look for something. */
    Hunt hunt(Search search) throws SQLException {
        try {
            return new IndexHunt(search);
        } finally {
            index.rollback();
        }
    }

    /** An expression of FTS5, or nothing where nothing can be found. */
    private Optional<String> match(Search search, Terms terms) throws SQLException {
        List<String> places = new ArrayList<>();
        for (Place place : search.places()) {
            long id = entries.placeId(place);
            if (id != 0) {
                places.add(Terms.quoted(Tokens.place(id)));
            }
        }
        Party party = search.party();
        long partyId = party == null ? 0 : entries.partyId(party);
        if (partyId != 0) {
            places.add(Terms.quoted(Tokens.party(partyId)));
        }
        if (places.isEmpty() || search.limit() < 1) {
            return Optional.empty();
        }
        Stream<String> sender = search.from().isEmpty()
                ? Stream.of()
                : Stream.of(Terms.quoted(Tokens.sender(Names.fold(search.from()))));
        return Optional.of(
                Stream.of(Stream.of('(' + String.join(" OR ", places) + ')'), sender, terms.conditions().stream())
                        .flatMap(condition -> condition)
                        .collect(Collectors.joining(" AND ")));
    }

    /** Goes through the parts of the index, from the newest to the oldest, or the other way. */
    private final class IndexHunt implements Hunt {
        private final Search search;
        private final Terms terms;
        private final String match;
        private final List<Entry> found = new ArrayList<>();

        /** The documents that are left to look through, from the first (included) to the last (excluded). */
        private long from;

        private long to;

        IndexHunt(Search search) throws SQLException {
            this.search = search;
            this.terms = Terms.of(search.text());
            Optional<String> expression = match(search, terms);
            this.match = expression.orElse("");
            Eras.Part part = Eras.Part.around(entries.parts(search.range().span()));
            this.from = expression.isEmpty() ? 0 : numbers.firstAfter(part.after());
            this.to = expression.isEmpty() ? 0 : numbers.firstAfter(part.before() - 1);
        }

        @Override
        public boolean run(long until) throws SQLException {
            try {
                List<Long> parts = numbers.parts();
                while (from < to && found.size() < search.limit()) {
                    long start = 0;
                    long end = Long.MAX_VALUE;
                    for (long first : parts) {
                        if (first <= (search.newest() ? to - 1 : from)) {
                            start = first;
                        } else {
                            end = Math.min(end, first);
                        }
                    }
                    find(start, Math.max(start, from), Math.min(end, to), until);
                    if (System.nanoTime() - until >= 0) {
                        break;
                    }
                }
                return from >= to || found.size() >= search.limit();
            } finally {
                index.rollback(); // gives the log free
            }
        }

        /** Looks through some documents of a part: for as long as there is time, and as long as it took to begin at least. */
        private void find(long part, long first, long end, long until) throws SQLException {
            long began = System.nanoTime();
            long stop = 0;
            if (part != 0) {
                String table = IndexTables.table(part);
                try (PreparedStatement statement = index.prepareStatement("SELECT rowid FROM " + table + " WHERE "
                        + table + " MATCH ? AND rowid>=? AND rowid<? ORDER BY rowid"
                        + (search.newest() ? " DESC" : ""))) {
                    statement.setString(1, match);
                    statement.setLong(2, first);
                    statement.setLong(3, end);
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            long now = System.nanoTime();
                            stop = stop == 0 ? now + Math.max(until - now, now - began) : stop;
                            long number = row.getLong(1);
                            take(number);
                            passed(number, number + 1);
                            if (found.size() >= search.limit() || now - stop >= 0) {
                                return;
                            }
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

        private void take(long number) throws SQLException {
            entries.find(numbers.idOf(number))
                    .filter(entry ->
                            search.covers(entry) && terms.areIn(entry.draft().text()))
                    .ifPresent(found::add);
        }

        @Override
        public List<Entry> found() throws SQLException {
            List<Entry> oldestFirst = new ArrayList<>();
            for (Entry entry : found) {
                entries.find(entry.id()).ifPresent(oldestFirst::add);
            }
            if (search.newest()) {
                Collections.reverse(oldestFirst);
            }
            return oldestFirst;
        }
    }

    @Override
    public void close() {
        Sqlite.close(index);
        Sqlite.close(journal);
    }
}
