package io.securechat.history.salvage;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.file.Sqlite;
import io.securechat.history.salvage.Rows.Row;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a new journal, filled with rows of unknown tables of a damaged one: their columns tell which table they are of.
 * Not thread-safe.
 */
final class SavedTables {
    /** The ids of messages, which begin with a time, are above this; those of people and places count from one. */
    private static final long FIRST_OF_MESSAGES = 1L << 32;

    private static final Pattern VERB = Pattern.compile("[A-Z]+|-+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x00\\r]");

    private final Connection connection;
    private final PreparedStatement entry;
    private final PreparedStatement erased;
    private final PreparedStatement party;
    private final PreparedStatement place;
    private final PreparedStatement nonce;
    private final PreparedStatement era;

    SavedTables(Connection connection) throws SQLException {
        this.connection = connection;
        // A page may exist twice; an entry that was erased in one copy of it stays so.
        entry = connection.prepareStatement("INSERT OR IGNORE INTO entry VALUES (?,?,?,?,?,?,?,?,?,?)");
        erased = connection.prepareStatement("INSERT OR REPLACE INTO entry VALUES (?,?,?,?,?,?,?,?,?,?)");
        party = connection.prepareStatement("INSERT OR IGNORE INTO party (id, key) VALUES (?,?)");
        place = connection.prepareStatement("INSERT OR IGNORE INTO place VALUES (?,?,?,?,?)");
        nonce = connection.prepareStatement("INSERT OR IGNORE INTO nonce VALUES (?,?)");
        era = connection.prepareStatement("INSERT OR IGNORE INTO era VALUES (?,?)");
    }

    /** Adds a row to the table that it belongs to, if there is one. */
    void add(Row row) throws SQLException {
        int columns = row.values().size();
        if (columns == 10) {
            addEntry(row);
        } else if (columns == 5 && isPlace(row)) {
            insert(place, row, 5);
        } else if ((columns == 2 || columns == 3) && row.isNull(0) && row.isText(1) && row.id() < FIRST_OF_MESSAGES) {
            if (isParty(row.values().get(1))) {
                insert(party, row, 2);
            }
        } else if (columns == 2 && row.isNull(0) && row.isText(1)) {
            insert(nonce, row, 2);
        } else if (columns == 2 && row.isNull(0) && row.isNumber(1)) {
            insert(era, row, 2);
        }
    }

    private void addEntry(Row row) throws SQLException {
        boolean valid = row.id() >= FIRST_OF_MESSAGES
                && row.isNull(0)
                && row.isNumber(1)
                && row.isNumber(2)
                && row.isText(3)
                && row.isText(4)
                && (row.isNull(5) || row.isText(5))
                && row.isText(6)
                && row.isText(7)
                && row.isText(8)
                && row.isNumber(9)
                && row.values().stream()
                        .noneMatch(value -> value instanceof String text
                                && UNPRINTABLE.matcher(text).find())
                && VERB.matcher(String.valueOf(row.values().get(3))).matches();
        if (valid) {
            insert(String.valueOf(row.values().get(3)).startsWith("-") ? erased : entry, row, 10);
        }
    }

    private static boolean isPlace(Row row) {
        return row.isNull(0)
                && row.isText(1)
                && (row.isNull(2) || row.isNumber(2))
                && (row.isNull(3) || row.isNumber(3))
                && row.isNumber(4)
                && isKey(() -> Place.ofKey(String.valueOf(row.values().get(1))));
    }

    private static boolean isParty(@Nullable Object key) {
        return isKey(() -> Party.ofKey(String.valueOf(key)));
    }

    private static boolean isKey(Supplier<?> parser) {
        try {
            return parser.get() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void insert(PreparedStatement statement, Row row, int columns) throws SQLException {
        statement.setLong(1, row.id());
        for (int i = 1; i < columns; i++) {
            statement.setObject(i + 1, row.values().get(i));
        }
        statement.executeUpdate();
    }

    /** Copies tables by queries, each up to the first row that cannot be read. Returns those that are not complete. */
    List<String> copyAll(Path damaged, List<String> names) throws SQLException {
        Connection source;
        try {
            source = Sqlite.readOnly(damaged);
        } catch (SQLException e) {
            return names;
        }
        List<String> lost = new ArrayList<>();
        try (source) {
            for (String table : names) {
                if (!copy(source, table)) {
                    lost.add(table);
                }
            }
        }
        return lost;
    }

    private boolean copy(Connection damaged, String table) throws SQLException {
        try (Statement query = damaged.createStatement();
                ResultSet rows = query.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT OR IGNORE INTO " + table + " VALUES (?" + ",?".repeat(columns - 1) + ")")) {
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        insert.setObject(i, rows.getObject(i));
                    }
                    insert.executeUpdate();
                }
            }
            return true;
        } catch (SQLException e) {
            if (Sqlite.isFull(e)) {
                throw e;
            }
            return false;
        }
    }

    /** Connects the rows: replaces lost places and people where the others tell them, and deletes entries without a place. */
    void complete() throws SQLException {
        addPartiesOfPlaces();
        addLostRooms();
        Sqlite.execute(connection, "DELETE FROM entry WHERE place NOT IN (SELECT id FROM place)");
        addLostAuthors();
        Sqlite.execute(connection, "DELETE FROM nonce WHERE entry NOT IN (SELECT id FROM entry)");
        Sqlite.execute(connection, "UPDATE party SET needed=(SELECT coalesce(max(id), 0) FROM entry)");
        Sqlite.execute(
                connection,
                "UPDATE place SET latest=coalesce((SELECT max(e.id) FROM entry e WHERE e.place=place.id"
                        + " AND e.verb IN ('PRIVMSG','NOTICE')), 0)");
    }

    private void addPartiesOfPlaces() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT key, one, other FROM place WHERE one IS NOT NULL")) {
            while (row.next()) {
                List<Party> parties = Place.ofKey(row.getString(1)).parties();
                for (int i = 0; i < parties.size(); i++) {
                    addParty(row.getLong(2 + i), parties.get(i));
                }
            }
        }
    }

    private void addLostRooms() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT place, max(target) FROM entry"
                        + " WHERE place NOT IN (SELECT id FROM place) AND verb NOT GLOB '-*' GROUP BY place")) {
            while (row.next()) {
                if (Names.isChannel(row.getString(2))) {
                    Place room = Place.room(row.getString(2));
                    while (!addRoom(row.getLong(1), room)) {
                        room = room.successor(); // the key belongs to another room of this name
                    }
                }
            }
        }
    }

    private boolean addRoom(long id, Place room) throws SQLException {
        place.setLong(1, id);
        place.setString(2, room.key());
        place.setObject(3, null);
        place.setObject(4, null);
        place.setLong(5, 0);
        return place.executeUpdate() > 0;
    }

    /** Adds authors whose rows are lost as guests who have left, so that nobody else is taken for them. */
    private void addLostAuthors() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT author, max(source) FROM entry"
                        + " WHERE author NOT IN (SELECT id FROM party) GROUP BY author")) {
            while (row.next()) {
                addParty(row.getLong(1), Party.guest(Message.nickOf(row.getString(2)), "salvaged" + row.getLong(1)));
            }
        }
    }

    private void addParty(long id, Party lost) throws SQLException {
        party.setLong(1, id);
        party.setString(2, lost.key());
        int unused = party.executeUpdate();
    }

    /** Returns the number of entries, with the remains of deleted ones. */
    long entries() throws SQLException {
        return Sqlite.number(connection, "SELECT count(*) FROM entry");
    }
}
