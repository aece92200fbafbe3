package io.securechat.history.sqlite;

import io.securechat.history.Entry;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.file.Sqlite;
import io.securechat.irc.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The erasure of all entries of some parties, over a connection that writes. Not thread-safe. */
public final class Erasure {
    private final Connection connection;
    private final Entries entries;

    public Erasure(Connection connection) {
        this.connection = connection;
        this.entries = new Entries(connection);
    }

    /** Returns all parties that had a name, guests included. */
    public List<Party> parties(String name) throws SQLException {
        String folded = Names.fold(name);
        try (PreparedStatement find =
                connection.prepareStatement("SELECT key FROM party WHERE substr(key, 1, length(?))=?")) {
            find.setString(1, folded);
            find.setString(2, folded);
            List<Party> parties = new ArrayList<>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    Party party = Party.ofKey(row.getString(1));
                    if (party.name().equals(folded)) {
                        parties.add(party);
                    }
                }
            }
            return parties;
        }
    }

    /** Returns the number of entries of some parties that were not redacted. */
    public long count(Collection<Party> parties) throws SQLException {
        return Sqlite.number(
                connection, "SELECT count(*) FROM entry e WHERE " + isBy(parties) + " AND " + Entries.IS_KEPT);
    }

    /** Returns the ids of all entries of some parties, redacted or not. */
    public List<Long> ids(Collection<Party> parties) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM entry e WHERE " + isBy(parties))) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    /** Returns the rooms whose present topic is by one of some parties: their states have the text, too. */
    public List<String> topics(Collection<Party> parties) throws SQLException {
        List<String> rooms = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT p.key FROM place p JOIN entry e ON e.id=(SELECT max(t.id)"
                                + " FROM entry t WHERE t.place=p.id AND t.verb='" + Entry.TOPIC
                                + "') WHERE p.one IS NULL AND "
                                + isBy(parties) + " AND e.text<>'' ORDER BY p.key")) {
            while (row.next()) {
                rooms.add(Place.ofKey(row.getString(1)).origin().key());
            }
        }
        return rooms;
    }

    /** Overwrites entries, and forgets their nonces, in one transaction. */
    public void erase(Collection<Party> parties) throws SQLException {
        connection.setAutoCommit(false);
        for (long id : ids(parties)) {
            entries.erase(id);
        }
        String theirs = "SELECT id FROM entry e WHERE " + isBy(parties);
        Sqlite.execute(connection, "DELETE FROM nonce WHERE entry IN (" + theirs + ")");
        Sqlite.execute(
                connection,
                "UPDATE place SET latest=coalesce((SELECT max(m.id) FROM entry m WHERE m.place=place.id AND m."
                        + Entries.IS_MESSAGE + "), 0) WHERE latest IN (" + theirs + ")");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private String isBy(Collection<Party> parties) throws SQLException {
        List<Long> ids = new ArrayList<>();
        for (Party party : parties) {
            ids.add(entries.partyId(party));
        }
        return "e.author IN (" + ids.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")";
    }
}
