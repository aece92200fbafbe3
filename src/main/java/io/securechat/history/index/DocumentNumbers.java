package io.securechat.history.index;

import io.securechat.history.file.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The numbers of documents in the search index, which grow with the ids of their entries. Not thread-safe. */
final class DocumentNumbers {
    /** No document's number. */
    static final long NONE = 0;

    private final Connection connection;
    private final PreparedStatement idFrom;
    private final PreparedStatement idOf;

    DocumentNumbers(Connection connection) throws SQLException {
        this.connection = connection;
        idFrom = connection.prepareStatement("SELECT id FROM document WHERE number>=? ORDER BY number LIMIT 1");
        idOf = connection.prepareStatement("SELECT id FROM document WHERE number=?");
    }

    /** Returns the entry of a document, or 0. */
    long idOf(long number) throws SQLException {
        return number(idOf, number);
    }

    /** Returns the document of an entry, or {@link #NONE}. */
    long of(long id) throws SQLException {
        long number = firstAfter(id - 1);
        return idOf(number) == id ? number : NONE;
    }

    /** Returns the lowest number from which on all documents are of entries after an id. */
    long firstAfter(long id) throws SQLException {
        long low = Sqlite.number(connection, "SELECT min(number) FROM document");
        long high = Sqlite.number(connection, "SELECT max(number) FROM document") + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (number(idFrom, middle) > id) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Returns the first numbers of all parts, in order. */
    List<Long> parts() throws SQLException {
        List<Long> parts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT first FROM part ORDER BY first")) {
            while (row.next()) {
                parts.add(row.getLong(1));
            }
        }
        return parts;
    }

    private static long number(PreparedStatement query, long parameter) throws SQLException {
        query.setLong(1, parameter);
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
