package io.securechat.history.sqlite;

import io.securechat.history.Entry;
import io.securechat.history.Place;
import io.securechat.history.file.Sqlite;
import io.securechat.history.time.Ids;
import io.securechat.irc.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Inserts entries into the tables, within the caller's transaction. Not thread-safe. */
final class Appender {
    private static final int NO_PLACE = 0;

    /** The distance of {@code party.needed} from an entry, so that it is written once an hour and not for each entry. */
    private static final long AHEAD = Entry.firstIdAt(Duration.ofHours(1).toMillis());

    private final Connection connection;
    private final Ids ids;
    private final Entries entries;
    private final KeyTable parties;
    private final KeyTable places;
    private final PreparedStatement insertEntry;
    private final PreparedStatement insertNonce;
    private final PreparedStatement findNonce;
    private final PreparedStatement setLatest;
    private final PreparedStatement setNeeded;

    /** The newest entries of places, to be written by {@link #finish}. */
    private final Map<Long, Long> latest = new HashMap<>();

    /** The values of {@code party.needed}. */
    private final Map<Long, Long> needed = KeyTable.bounded();

    Appender(Connection connection, Ids ids) throws SQLException {
        this.connection = connection;
        this.ids = ids;
        this.entries = new Entries(connection);
        this.parties = new KeyTable(connection, "party", this::insertParty);
        this.places = new KeyTable(connection, "place", this::insertPlace);
        this.insertEntry = connection.prepareStatement("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?)");
        this.insertNonce = connection.prepareStatement("INSERT INTO nonce VALUES (?,?)");
        this.findNonce = connection.prepareStatement("SELECT entry FROM nonce WHERE nonce=?");
        this.setLatest = connection.prepareStatement("UPDATE place SET latest=? WHERE id=?");
        this.setNeeded = connection.prepareStatement("UPDATE party SET needed=? WHERE id=?");
    }

    /** Appends a draft; call {@link #finish} before the commit. */
    Store.Outcome append(Entry.Draft draft) throws SQLException {
        String nonce = draft.nonce();
        long known = nonce == null ? 0 : find(nonce);
        if (known != 0) {
            return new Store.Outcome(entries.find(known).orElse(new Entry(known, ids.timeOf(known), draft)), true);
        }
        long id = ids.next();
        long place = places.id(draft.place().key());
        long author = parties.id(draft.author().key());
        need(author, id);
        Entry entry = new Entry(id, ids.timeOf(id), draft);
        insert(entry, place, author);
        if (nonce != null) {
            insertNonce.setLong(1, entry.id());
            insertNonce.setString(2, nonce);
            insertNonce.executeUpdate();
        }
        if (draft.isMessage()) {
            latest.put(place, entry.id());
        }
        if (draft.redacts() != 0) {
            finish();
            erase(draft.redacts());
        }
        return new Store.Outcome(entry, false);
    }

    /** Writes the deferred rows of a transaction. */
    void finish() throws SQLException {
        for (Map.Entry<Long, Long> place : latest.entrySet()) {
            setLatest.setLong(1, place.getValue());
            setLatest.setLong(2, place.getKey());
            setLatest.executeUpdate();
        }
        latest.clear();
    }

    /** Empties the caches, because rows were deleted or the transaction was rolled back. */
    void forget() {
        places.forget();
        parties.forget();
        needed.clear();
        latest.clear();
    }

    private void need(long party, long id) throws SQLException {
        if (needed.getOrDefault(party, 0L) < id) {
            needed.put(party, id + AHEAD);
            setNeeded.setLong(1, id + AHEAD);
            setNeeded.setLong(2, party);
            setNeeded.executeUpdate();
        }
    }

    private long find(String nonce) throws SQLException {
        findNonce.setString(1, nonce);
        try (ResultSet row = findNonce.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void insert(Entry entry, long place, long author) throws SQLException {
        Entry.Draft draft = entry.draft();
        insertEntry.setLong(1, entry.id());
        insertEntry.setLong(2, place);
        insertEntry.setLong(3, author);
        insertEntry.setString(4, draft.verb());
        insertEntry.setString(5, draft.source());
        insertEntry.setString(6, draft.account());
        insertEntry.setString(7, draft.target());
        insertEntry.setString(8, draft.text());
        insertEntry.setString(9, Message.tagSection(draft.tags()));
        insertEntry.setLong(10, draft.redacts());
        insertEntry.executeUpdate();
    }

    /** Redacts an entry: overwrites it, and updates the newest entry of its place. */
    private void erase(long id) throws SQLException {
        long place = Sqlite.number(connection, "SELECT place FROM entry WHERE id=" + id);
        if (place == NO_PLACE || !entries.erase(id)) {
            return;
        }
        Sqlite.execute(
                connection,
                "UPDATE place SET latest=coalesce((SELECT id FROM entry WHERE place=" + place + " AND "
                        + Entries.IS_MESSAGE + " ORDER BY id DESC LIMIT 1), 0) WHERE id=" + place + " AND latest="
                        + id);
    }

    private long insertParty(String key) throws SQLException {
        return insert("INSERT INTO party (key, needed) VALUES (?,?) RETURNING id", key, ids.last());
    }

    private long insertPlace(String key) throws SQLException {
        Place place = Place.ofKey(key);
        if (place.isRoom()) {
            return insert("INSERT INTO place (key, latest) VALUES (?,0) RETURNING id", key);
        }
        long one = parties.id(place.parties().get(0).key());
        long other = parties.id(place.parties().get(1).key());
        return insert("INSERT INTO place (key, one, other, latest) VALUES (?,?,?,0) RETURNING id", key, one, other);
    }

    private long insert(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
