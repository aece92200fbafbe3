package io.securechat.history.store;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.file.Generation;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.JournalLock;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import io.securechat.history.index.IndexTables;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The accounts in a journal, and their move from one CA to another one that does not succeed it. */
public final class JournalAccounts {
    private static final String OPERATOR = "OPERATOR ";

    private final JournalFile file;

    /**
     * @param uri the journal's
     * @throws io.securechat.Problem if it is not an existing file
     */
    public JournalAccounts(String uri) {
        this.file = JournalMaintenance.existing(uri);
    }

    /** Returns the accounts, sorted by name; also while a server uses the journal. */
    public List<Party> list() {
        List<Party> accounts = new ArrayList<>();
        try (Connection connection = JournalMaintenance.open(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT key FROM account ORDER BY key")) {
            while (row.next()) {
                accounts.add(Party.ofKey(row.getString(1)));
            }
        } catch (SQLException e) {
            throw Sqlite.problem(file.path(), e);
        }
        return accounts;
    }

    /**
     * Moves all accounts of a CA, with their messages, read markers and rights in rooms. An account of the same name of the other
     * CA becomes one with it. No server may use the journal meanwhile.
     *
     * @param from the CA, as in {@link Party#proof}
     * @param to the other CA
     * @return the number of accounts
     */
    public int move(String from, String to) throws IOException {
        file.checkWritable();
        JournalLock lock = JournalLock.take(file);
        try {
            lock.lockMain();
            Generation.check(file);
            // It contains the numbers of parties and places; the server makes it again.
            IndexTables.delete(file.search());
            try (Connection connection = Sqlite.write(file.path(), true)) {
                Schema.JOURNAL.check(connection, file.path());
                connection.setAutoCommit(false);
                int moved = new Move(connection, from, to).run();
                connection.commit();
                return moved;
            }
        } catch (SQLException e) {
            throw Sqlite.problem(file.path(), e);
        } finally {
            lock.close();
        }
    }

    /** One move, in a transaction of the caller. */
    private record Move(Connection connection, String from, String to) {
        int run() throws SQLException {
            Map<Long, String> parties = rows("SELECT id, key FROM party");
            for (Map.Entry<Long, String> party : parties.entrySet()) {
                String key = moved(party.getValue());
                if (!key.equals(party.getValue())) {
                    move(party.getKey(), key);
                }
            }
            for (Map.Entry<Long, String> place :
                    rows("SELECT id, key FROM place WHERE one IS NOT NULL").entrySet()) {
                movePlace(place.getKey(), movedPlace(place.getValue()));
            }
            int accounts = 0;
            for (String key : keys("SELECT key FROM account")) {
                String target = moved(key);
                if (!target.equals(key)) {
                    // Of two pointers the earlier one: a message is delivered twice rather than never.
                    update(
                            "INSERT INTO account SELECT ?, delivered, visit FROM account WHERE key=? ON CONFLICT (key) DO"
                                    + " UPDATE SET delivered=min(delivered, excluded.delivered), visit=max(visit, excluded.visit)",
                            target,
                            key);
                    update("DELETE FROM account WHERE key=?", key);
                    accounts++;
                }
            }
            moveReaders("marker", "time", "max");
            moveReaders("inbox", "delivered", "min");
            moveRooms();
            return accounts;
        }

        private void move(long id, String key) throws SQLException {
            long target = id("SELECT id FROM party WHERE key=?", key);
            if (target == 0) {
                update("UPDATE party SET key=? WHERE id=?", key, id);
                return;
            }
            update("UPDATE entry SET author=? WHERE author=?", target, id);
            update("UPDATE place SET one=? WHERE one=?", target, id);
            update("UPDATE place SET other=? WHERE other=?", target, id);
            update("UPDATE party SET needed=max(needed, (SELECT needed FROM party WHERE id=?)) WHERE id=?", id, target);
            update("DELETE FROM party WHERE id=?", id);
        }

        private void movePlace(long id, String key) throws SQLException {
            long target = id("SELECT id FROM place WHERE key=?", key);
            if (target == id) {
                return;
            }
            if (target == 0) {
                update("UPDATE place SET key=? WHERE id=?", key, id);
                return;
            }
            update("UPDATE entry SET place=? WHERE place=?", target, id);
            update("UPDATE place SET latest=max(latest, (SELECT latest FROM place WHERE id=?)) WHERE id=?", id, target);
            update("DELETE FROM place WHERE id=?", id);
        }

        private void moveReaders(String table, String value, String better) throws SQLException {
            Map<List<String>, Long> readers = new LinkedHashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT account, place, " + value + " FROM " + table)) {
                while (row.next()) {
                    readers.put(List.of(row.getString(1), row.getString(2)), row.getLong(3));
                }
            }
            for (Map.Entry<List<String>, Long> reader : readers.entrySet()) {
                String account = reader.getKey().get(0);
                String place = reader.getKey().get(1);
                if (moved(account).equals(account) && movedPlace(place).equals(place)) {
                    continue;
                }
                update("DELETE FROM " + table + " WHERE account=? AND place=?", account, place);
                update(
                        "INSERT INTO " + table + " VALUES (?,?,?) ON CONFLICT (account, place) DO UPDATE SET " + value
                                + "=" + better + "(" + value + ", excluded." + value + ")",
                        moved(account),
                        movedPlace(place),
                        reader.getValue());
            }
        }

        private void moveRooms() throws SQLException {
            for (String name : keys("SELECT name FROM room")) {
                try (PreparedStatement find = connection.prepareStatement("SELECT state FROM room WHERE name=?")) {
                    find.setString(1, name);
                    String state;
                    try (ResultSet row = find.executeQuery()) {
                        row.next();
                        state = row.getString(1);
                    }
                    String moved = state.lines()
                            .map(line -> line.startsWith(OPERATOR)
                                    ? OPERATOR + moved(line.substring(OPERATOR.length()))
                                    : line)
                            .distinct()
                            .collect(Collectors.joining("\n"));
                    update("UPDATE room SET state=? WHERE name=?", moved, name);
                }
            }
        }

        private String moved(String key) {
            return key.endsWith("@" + from) ? key.substring(0, key.length() - from.length()) + to : key;
        }

        private String movedPlace(String key) {
            Place place = Place.ofKey(key);
            if (place.isRoom()) {
                return key;
            }
            List<Party> parties = place.parties();
            return Place.between(
                            Party.ofKey(moved(parties.get(0).key())),
                            Party.ofKey(moved(parties.get(1).key())))
                    .key();
        }

        private Map<Long, String> rows(String sql) throws SQLException {
            Map<Long, String> rows = new LinkedHashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    rows.put(row.getLong(1), row.getString(2));
                }
            }
            return rows;
        }

        private List<String> keys(String sql) throws SQLException {
            List<String> keys = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    keys.add(row.getString(1));
                }
            }
            return keys;
        }

        private long id(String sql, String key) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, key);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0;
                }
            }
        }

        private void update(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            }
        }
    }
}
