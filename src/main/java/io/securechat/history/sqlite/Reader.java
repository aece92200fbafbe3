package io.securechat.history.sqlite;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Journal.Contents;
import io.securechat.history.Journal.Conversation;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import io.securechat.history.state.Accounts;
import io.securechat.history.time.Eras;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The queries of a journal, over a connection that only reads. Not thread-safe. */
public final class Reader implements AutoCloseable {
    private static final Comparator<Entry> OLDEST_FIRST = Comparator.comparing(Entry::id);

    private final Connection connection;
    private final Entries entries;

    /** Opens a connection and reads, which keeps SQLite from closing the file anywhere in this process. */
    public Reader(JournalFile file) throws SQLException {
        connection = Sqlite.read(file.path());
        Schema.JOURNAL.check(connection, file.path());
        entries = new Entries(connection);
    }

    public List<Entry> read(Place place, Range range) throws SQLException {
        return entries.read(place, range);
    }

    public Optional<Entry> find(long id) throws SQLException {
        return entries.find(id);
    }

    /** See {@link Journal#newestIn}. */
    public Map<Place, Long> newestIn(Collection<Place> rooms) throws SQLException {
        Map<Place, Long> newest = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT max(latest) FROM place WHERE key=? OR (key>? AND key<?)")) {
            for (Place room : rooms) {
                statement.setString(1, room.key());
                statement.setString(2, room.key() + Place.GENERATION);
                statement.setString(3, room.key() + (char) (Place.GENERATION + 1));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    long latest = row.getLong(1);
                    if (!row.wasNull()) {
                        newest.put(room, latest);
                    }
                }
            }
        }
        return newest;
    }

    public List<Conversation> conversations(Party party, Collection<Place> rooms, Range range) throws SQLException {
        List<Eras.Part> parts = entries.parts(range.span());
        Eras.Part part = Eras.Part.around(parts);
        List<Long> latest = new ArrayList<>();
        List<Long> ofGuests = new ArrayList<>();
        for (PlaceRow row : privatePlaces(entries.partyId(party), part.after(), part.before())) {
            (row.place().other(party).guest() ? ofGuests : latest).add(row.latest());
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
        for (List<Long> ids : List.of(latest, ofGuests)) {
            ids.removeIf(id -> parts.stream().noneMatch(some -> some.includes(id)));
        }
        List<Conversation> conversations = new ArrayList<>();
        for (long id : Stream.concat(some(latest, range), some(ofGuests, range))
                .distinct()
                .sorted()
                .toList()) {
            entries.find(id)
                    .ifPresent(entry ->
                            conversations.add(new Conversation(entry.draft().place(), entry)));
        }
        return conversations;
    }

    private static Stream<Long> some(List<Long> ids, Range range) {
        return ids.stream()
                .sorted(range.newest() ? Comparator.reverseOrder() : Comparator.naturalOrder())
                .limit(range.limit());
    }

    /** The highest id that is safe; whatever becomes safe later has a higher one. */
    public long newest() throws SQLException {
        return Sqlite.number(connection, "SELECT max(id) FROM entry");
    }

    public List<Entry> undelivered(Party account, Accounts.Progress progress, long after, int limit, boolean guests)
            throws SQLException {
        long partyId = entries.partyId(account);
        List<Entry> found = List.of();
        long before = Long.MAX_VALUE;
        for (PlaceRow row : privatePlaces(partyId, Math.max(progress.everywhere(), after), Long.MAX_VALUE)) {
            long from = Math.max(progress.in(row.place()), after);
            if (row.latest() <= from || (guests && !row.place().other(account).guest())) {
                continue;
            }
            found = Stream.concat(found.stream(), entries.ofOthers(row.id(), partyId, from, before, limit).stream())
                    .sorted(OLDEST_FIRST)
                    .limit(limit)
                    .toList();
            if (found.size() == limit) {
                before = found.get(limit - 1).id();
            }
        }
        return found;
    }

    /** Returns whether the other party of a private place has sent messages after one id, up to another. */
    public boolean hasOthers(Place place, Party account, long after, long last) throws SQLException {
        return !entries.ofOthers(entries.placeId(place), entries.partyId(account), after, last + 1, 1)
                .isEmpty();
    }

    public Contents contents() throws SQLException {
        long count = Sqlite.number(connection, "SELECT count(*) FROM entry");
        long first = Sqlite.number(connection, "SELECT min(id) FROM entry");
        return new Contents(count, count == 0 ? null : EraTable.load(connection).timeOf(first));
    }

    /** Counts the entries behind an id, up to a limit. */
    public long countAfter(long id, int limit) throws SQLException {
        return Sqlite.number(
                connection, "SELECT count(*) FROM (SELECT 1 FROM entry WHERE id>" + id + " LIMIT " + limit + ")");
    }

    private record PlaceRow(long id, Place place, long latest) {}

    /** Returns the private places of a party whose latest message is between two ids, both excluded. */
    private List<PlaceRow> privatePlaces(long partyId, long after, long before) throws SQLException {
        List<PlaceRow> places = new ArrayList<>();
        for (String column : List.of("one", "other")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT id, key, latest FROM place WHERE " + column + "="
                            + partyId + " AND latest>" + Math.max(after, 0) + " AND latest<" + before)) {
                while (row.next()) {
                    places.add(new PlaceRow(row.getLong(1), Place.ofKey(row.getString(2)), row.getLong(3)));
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
