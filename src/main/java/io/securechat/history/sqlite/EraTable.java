package io.securechat.history.sqlite;

import io.securechat.history.file.Sqlite;
import io.securechat.history.time.Eras;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The table of eras of a journal's ids. */
public final class EraTable {
    /** The milliseconds by which the id of the row {@code e} runs ahead of the time, in SQL. */
    static final String AHEAD = "coalesce((SELECT ahead FROM era WHERE first<=e.id ORDER BY first DESC LIMIT 1), 0)";

    private EraTable() {}

    public static Eras load(Connection connection) throws SQLException {
        List<Eras.Era> eras = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT first, ahead FROM era ORDER BY first")) {
            while (row.next()) {
                eras.add(new Eras.Era(row.getLong(1), row.getLong(2)));
            }
        }
        return Eras.of(eras);
    }

    /** Saves eras, within the caller's transaction. */
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

    /** Deletes the eras that have no entries. */
    static void prune(Connection connection, long pruned) throws SQLException {
        Sqlite.execute(
                connection, "DELETE FROM era WHERE first<(SELECT max(first) FROM era WHERE first<=" + pruned + "+1)");
    }
}
