package io.securechat.history.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table of keys and their row ids, such as those of places, with a cache of the most recent ones. Not thread-safe. */
final class KeyTable {
    private static final int CACHED = 4096;

    /** A way to add a missing key. */
    interface Insertion {
        /** Returns the id of the new row. */
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

    /** Returns a map of the {@value #CACHED} entries used last. */
    static <K> Map<K, Long> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
                return size() > CACHED;
            }
        };
    }

    /** Returns the id of a key, which is inserted if it is missing. */
    long id(String key) throws SQLException {
        Long cached = known.get(key);
        if (cached != null) {
            return cached;
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

    /** Empties the cache, because rows may have changed. */
    void forget() {
        known.clear();
    }
}
