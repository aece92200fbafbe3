package io.securechat.history.index;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Search;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Sqlite;
import io.securechat.history.search.Scan;
import io.securechat.history.search.Terms;
import io.securechat.history.search.Tokenizer;
import io.securechat.history.sqlite.Entries;
import io.securechat.irc.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Search queries, over connections that only read while others write. The index proposes candidates, and the text in the journal
 * decides, so a deleted entry is never found. Not thread-safe.
 */
final class IndexReader implements AutoCloseable {
    private final Connection journal;
    private final Connection index;
    private final PreparedStatement text;

    /** The entries of the journal. */
    final Entries entries;

    /** The documents of the index. */
    final DocumentNumbers numbers;

    IndexReader(JournalFile file) throws SQLException {
        journal = Sqlite.read(file.path());
        Connection opened = null;
        try {
            opened = Sqlite.read(file.search());
            index = opened;
            // One transaction for a slice costs less than one for each entry.
            journal.setAutoCommit(false);
            index.setAutoCommit(false);
            entries = new Entries(journal);
            numbers = new DocumentNumbers(index);
            text = journal.prepareStatement("SELECT text FROM entry e WHERE id=? AND " + Entries.IS_KEPT);
        } catch (SQLException | RuntimeException e) {
            Sqlite.close(journal);
            if (opened != null) {
                Sqlite.close(opened);
            }
            throw e;
        }
    }

    /** Starts a search. */
    Scan scan(Search search) throws SQLException {
        try {
            return new IndexScan(this, search);
        } finally {
            release();
        }
    }

    /** Ends the transactions, so that the write-ahead logs can be emptied. */
    void release() throws SQLException {
        index.rollback();
        journal.rollback();
    }

    /** Returns the query of a search, or nothing if there can be no results. */
    Optional<FtsQuery> query(Search search, Terms terms) throws SQLException {
        List<String> places = new ArrayList<>();
        for (Place place : search.places()) {
            long id = entries.placeId(place);
            if (id != 0) {
                places.add(Terms.quoted(Tokenizer.place(id)));
            }
        }
        Party party = search.party();
        long partyId = party == null ? 0 : entries.partyId(party);
        if (partyId != 0) {
            places.add(Terms.quoted(Tokenizer.party(partyId)));
        }
        if (places.isEmpty() || search.limit() < 1) {
            return Optional.empty();
        }
        List<String> conditions = new ArrayList<>();
        conditions.add('(' + String.join(" OR ", places) + ')');
        if (!search.from().isEmpty()) {
            conditions.add(Terms.quoted(Tokenizer.sender(Names.fold(search.from()))));
        }
        terms.tokens().forEach(token -> conditions.add(Terms.quoted(token)));
        return Optional.of(new FtsQuery(String.join(" AND ", conditions), terms.prefixes()));
    }

    /**
     * Selects the candidates among some documents of a part, by number and id of their entry.
     *
     * @param part the first document of the part
     * @param first the lowest number
     * @param end the highest number, excluded
     */
    PreparedStatement candidates(long part, FtsQuery query, long first, long end, boolean newest) throws SQLException {
        String table = IndexTables.table(part);
        PreparedStatement statement = index.prepareStatement("SELECT w.rowid, d.id FROM " + table
                + " w CROSS JOIN document d ON d.number=w.rowid WHERE w." + table
                + " MATCH ? AND w.rowid>=? AND w.rowid<? ORDER BY w.rowid" + (newest ? " DESC" : ""));
        statement.setString(1, query.expression());
        statement.setLong(2, first);
        statement.setLong(3, end);
        return statement;
    }

    /** Returns the text of an entry, or null if it was redacted or pruned. */
    @Nullable String text(long id) throws SQLException {
        text.setLong(1, id);
        try (ResultSet row = text.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Override
    public void close() {
        Sqlite.close(index);
        Sqlite.close(journal);
    }
}
