package io.securechat.history.index;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Sqlite;
import io.securechat.history.search.Folding;
import io.securechat.history.search.Tokenizer;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The link from a journal to its index: adds new entries, and removes redacted and pruned ones. Not thread-safe. */
public final class IndexFeed implements AutoCloseable {
    /** Entries in a step, at most. */
    static final int STEP = 500;

    /** Purges of {@link #removeForEver}, one for each part of the index, at most. */
    private static final int MOST_PURGES = 100_000;

    /** Characters after which a step ends. */
    private static final int CHARACTERS = 1 << 20;

    private final JournalFile file;
    private final Connection journal;
    private final IndexTables tables;
    private long pruned;

    /** Opens the index of a journal, or creates one if there is none that fits. */
    public IndexFeed(JournalFile file) throws SQLException, IOException {
        this.file = file;
        journal = Sqlite.read(file.path());
        try {
            tables = IndexTables.open(
                    file.search(),
                    inJournal("SELECT identity FROM journal"),
                    Math.max(inJournal("SELECT max(id) FROM entry"), inJournal("SELECT pruned FROM journal")));
        } catch (SQLException | IOException | RuntimeException e) {
            Sqlite.close(journal);
            throw e;
        }
    }

    /** Returns the number of entries that are not in the index yet. */
    public long missing() {
        return inJournal("SELECT count(*) FROM entry WHERE id>" + tables.upto());
    }

    /** Returns the id of the last entry in the index. */
    long upto() {
        return tables.upto();
    }

    /** Indexes some more entries, and returns their number. */
    public int step() throws SQLException {
        long gone = inJournal("SELECT pruned FROM journal");
        if (gone != pruned) {
            tables.prune(gone);
            pruned = gone;
        }
        List<Row> rows = rows(tables.upto());
        for (Row row : rows) {
            if (row.removes() != 0) {
                tables.remove(row.removes());
            } else if (!row.tokens().isEmpty()) {
                tables.add(row.id(), row.tokens());
            }
        }
        if (!rows.isEmpty()) {
            tables.commit(rows.get(rows.size() - 1).id());
        }
        return rows.size();
    }

    /**
     * An entry, as the index needs it.
     *
     * @param removes the entry that this one redacts, or 0
     * @param tokens empty unless it is a message
     */
    private record Row(long id, long removes, List<String> tokens) {}

    private List<Row> rows(long after) {
        List<Row> rows = new ArrayList<>();
        int characters = 0;
        try (Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery("SELECT e.id, e.place, e.source, e.text, e.redacts, e.verb,"
                        + " p.one, p.other FROM entry e JOIN place p ON p.id=e.place WHERE e.id>" + after
                        + " ORDER BY e.id LIMIT " + STEP)) {
            while (characters < CHARACTERS && row.next()) {
                boolean redacts = row.getString(6).equals(Entry.REDACT);
                boolean message = Entry.Draft.isMessage(row.getString(6));
                characters += message ? row.getString(4).length() : 0;
                rows.add(new Row(row.getLong(1), redacts ? row.getLong(5) : 0, message ? tokens(row) : List.of()));
            }
            return rows;
        } catch (SQLException e) {
            throw Sqlite.problem(file.path(), e);
        }
    }

    /**
     * Reads a number from the journal.
     *
     * @throws Problem with the journal's name: an {@link SQLException} means a failure of the index
     */
    private long inJournal(String query) {
        try {
            return Sqlite.number(journal, query);
        } catch (SQLException e) {
            throw Sqlite.problem(file.path(), e);
        }
    }

    /**
     * Removes entries at once, after adding all that is missing, and overwrites their words. No server may use the index meanwhile.
     *
     * @throws Problem if another program reads the index
     */
    public void removeForEver(Collection<Long> ids) throws SQLException {
        while (step() > 0) {}
        for (long id : ids) {
            tables.remove(id);
        }
        tables.commit(tables.upto());
        for (int attempt = 0; isDirty(); attempt++) {
            if (attempt > MOST_PURGES) {
                throw new Problem(
                        "another program reads the search index, so its log keeps the erased words",
                        "close that program, such as sqlite3, and erase again");
            }
            purge();
        }
    }

    private static List<String> tokens(ResultSet row) throws SQLException {
        List<String> tokens = new ArrayList<>();
        tokens.add(Tokenizer.place(row.getLong(2)));
        tokens.add(Tokenizer.sender(Names.fold(Message.nickOf(row.getString(3)))));
        for (int column : new int[] {7, 8}) {
            long party = row.getLong(column);
            if (party != 0) {
                tokens.add(Tokenizer.party(party));
            }
        }
        tokens.addAll(Tokenizer.of(Folding.fold(row.getString(4))));
        return tokens;
    }

    /** Returns whether the index's file has words of removed entries in it. */
    boolean isDirty() throws SQLException {
        return tables.isDirty();
    }

    /** Overwrites some of them. */
    void purge() throws SQLException {
        tables.purge();
    }

    @Override
    public void close() {
        tables.close();
        Sqlite.close(journal);
    }
}
