package io.securechat.history;

import io.securechat.history.Journal.Contents;
import io.securechat.history.Journal.Conversation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers questions about what is kept over a connection that only reads; for one thread. */
final class Reader implements AutoCloseable {
    private static final Comparator<Entry> OLDEST_FIRST = Comparator.comparing(Entry::id);

    private final Connection connection;
    private final Entries entries;

    Reader(JournalFile file) throws SQLException {
        connection = Sqlite.read(file.path());
        entries = new Entries(connection);
    }

    List<Entry> read(Place place, Range range) throws SQLException {
        return entries.read(place, range);
    }

    Optional<Entry> find(long id) throws SQLException {
        return entries.find(id);
    }

    List<Conversation> conversations(Party party, Collection<Place> rooms, Range range) throws SQLException {
        List<Eras.Part> parts = entries.parts(range.span());
        Eras.Part part = Eras.Part.around(parts);
        List<Long> latest = new ArrayList<>();
        long partyId = entries.partyId(party);
        for (PlaceRow row : privatePlaces(partyId, part.after(), part.before())) {
            latest.add(row.latest());
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT latest FROM place WHERE key=? AND latest>? AND latest<?")) {
            for (Place room : rooms) {
                statement.setString(1, room.key());
                statement.setLong(2, Math.max(part.after(), 0));
                statement.setLong(3, part.before());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        latest.add(row.getLong(1));
                    }
                }
            }
        }
        latest.removeIf(id -> parts.stream().noneMatch(some -> some.includes(id)));
        List<Conversation> conversations = new ArrayList<>();
        for (long id : latest.stream().distinct().sorted().limit(range.limit()).toList()) {
            entries.find(id)
                    .ifPresent(entry ->
                            conversations.add(new Conversation(entry.draft().place(), entry)));
        }
        return conversations;
    }

    List<Entry> undelivered(Party account, long delivered, int limit) throws SQLException {
        long partyId = entries.partyId(account);
        List<Entry> found = new ArrayList<>();
        for (PlaceRow row : privatePlaces(partyId, delivered, Long.MAX_VALUE)) {
            found.addAll(entries.ofOthers(row.id(), partyId, delivered, limit));
        }
        return found.stream().sorted(OLDEST_FIRST).limit(limit).toList();
    }

    Contents contents() throws SQLException {
        long count = Sqlite.number(connection, "SELECT count(*) FROM entry");
        long first = Sqlite.number(connection, "SELECT min(id) FROM entry");
        return new Contents(count, entries.find(first).map(Entry::time).orElse(null));
    }

    private record PlaceRow(long id, long latest) {}

    /** Where a party talks to somebody, and something was last said between two ids, both excluded. */
    private List<PlaceRow> privatePlaces(long partyId, long after, long before) throws SQLException {
        List<PlaceRow> places = new ArrayList<>();
        for (String column : List.of("one", "other")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT id, latest FROM place WHERE " + column + "="
                            + partyId + " AND latest>" + Math.max(after, 0) + " AND latest<" + before)) {
                while (row.next()) {
                    places.add(new PlaceRow(row.getLong(1), row.getLong(2)));
                }
            }
        }
        return places.stream().distinct().toList();
    }

    @Override
    public void close() {
        Sqlite.close(connection);
    }
}
