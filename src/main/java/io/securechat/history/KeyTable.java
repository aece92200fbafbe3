package io.securechat.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Short numbers for keys that repeat, such as those of places; the ones that were used last are at hand. */
final class KeyTable {
    private static final int AT_HAND = 4096;

    /** Adds a key that is not there yet. */
    interface Insertion {
        /** Returns its number. */
        long insert(String key) throws SQLException;
    }

    private final PreparedStatement find;
    private final Insertion insertion;
    private final Map<String, Long> known = bounded();

    /** @param table has the columns {@code id} and {@code key} */
    KeyTable(Connection connection, String table, Insertion insertion) throws SQLException {
        this.find = connection.prepareStatement("SELECT id FROM " + table + " WHERE key=?");
        this.insertion = insertion;
    }

    /** A map of numbers that keeps those that were used last. */
    static <K> Map<K, Long> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
                return size() > AT_HAND;
            }
        };
    }

    long id(String key) throws SQLException {
        Long at = known.get(key);
        if (at != null) {
            return at;
        }
        long id = find(key);
        long present = id == 0 ? insertion.insert(key) : id;
        known.put(key, present);
        return present;
    }

    private long find(String key) throws SQLException {
        find.setString(1, key);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The numbers may mean something else from now on. */
    void forget() {
        known.clear();
    }
}
