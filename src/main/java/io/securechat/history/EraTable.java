package io.securechat.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Loads the eras of a journal's ids, and saves new ones. */
final class EraTable {
    /** By how many milliseconds the id of the row {@code e} runs ahead of the time. */
    static final String AHEAD = "coalesce((SELECT ahead FROM era WHERE first<=e.id ORDER BY first DESC LIMIT 1), 0)";

    private EraTable() {}

    static Eras load(Connection connection) throws SQLException {
        List<Eras.Era> eras = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT first, ahead FROM era ORDER BY first")) {
            while (row.next()) {
                eras.add(new Eras.Era(row.getLong(1), row.getLong(2)));
            }
        }
        return Eras.of(eras);
    }

    /** Safe when the caller has committed. */
    static void save(Connection connection, List<Eras.Era> begun) throws SQLException {
        if (begun.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("REPLACE INTO era VALUES (?,?)")) {
            for (Eras.Era era : begun) {
                statement.setLong(1, era.first());
                statement.setLong(2, era.ahead());
                statement.executeUpdate();
            }
        }
    }

    /** Forgets the eras of which nothing is kept. */
    static void prune(Connection connection, long pruned) throws SQLException {
        Sqlite.execute(
                connection, "DELETE FROM era WHERE first<(SELECT max(first) FROM era WHERE first<=" + pruned + "+1)");
    }
}
