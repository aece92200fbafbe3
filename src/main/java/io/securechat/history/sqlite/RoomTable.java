package io.securechat.history.sqlite;

import io.securechat.history.file.Sqlite;
import io.securechat.history.state.RoomStates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The table of the states of rooms. */
public final class RoomTable {
    private final Connection connection;

    public RoomTable(Connection connection) {
        this.connection = connection;
    }

    public RoomStates load() throws SQLException {
        return new RoomStates(all());
    }

    private Map<String, String> all() throws SQLException {
        Map<String, String> states = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, state FROM room")) {
            while (row.next()) {
                states.put(row.getString(1), row.getString(2));
            }
        }
        return states;
    }

    /**
     * Rewrites all rows, within the caller's transaction, and returns their number. When rows change their size, SQLite may leave
     * copies of neighbours in a page, which {@code secure_delete} does not overwrite later. Emptying the table overwrites its pages.
     */
    int rewrite() throws SQLException {
        Map<String, String> states = all();
        Sqlite.execute(connection, "DELETE FROM room");
        save(states);
        return states.size();
    }

    /** Saves changes, within the caller's transaction. */
    void save(Map<String, String> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement put = connection.prepareStatement("REPLACE INTO room VALUES (?,?)");
                PreparedStatement forget = connection.prepareStatement("DELETE FROM room WHERE name=?")) {
            for (Map.Entry<String, String> changed : changes.entrySet()) {
                PreparedStatement statement = changed.getValue().isEmpty() ? forget : put;
                statement.setString(1, changed.getKey());
                if (statement == put) {
                    statement.setString(2, changed.getValue());
                }
                statement.executeUpdate();
            }
        }
    }
}
