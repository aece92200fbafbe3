package io.securechat.history.sqlite;

import io.securechat.history.Entry;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Span;
import io.securechat.history.time.Eras;
import io.securechat.irc.Message;
import io.securechat.irc.Utf8;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries for entries over a connection. Not thread-safe. */
public final class Entries {
    /** The character that overwrites each byte of a redacted entry. */
    private static final String ERASED = "-";

    /** A condition on the row {@code e}: the entry was not redacted. */
    public static final String IS_KEPT = "e.verb NOT GLOB '" + ERASED + "*'";

    private static final String SELECT = "SELECT e.id, e.verb, p.key, a.key, e.source, e.account, e.target, e.text,"
            + " e.tags, n.nonce, e.redacts, " + EraTable.AHEAD
            + " FROM entry e JOIN place p ON p.id=e.place JOIN party a ON a.id=e.author LEFT JOIN nonce n ON n.entry=e.id"
            + " WHERE ";

    /** The condition {@link Entry.Draft#isMessage} in SQL. */
    static final String IS_MESSAGE = "verb IN ('PRIVMSG','NOTICE')";

    private final Connection connection;

    public Entries(Connection connection) {
        this.connection = connection;
    }

    public Optional<Entry> find(long id) throws SQLException {
        return list(SELECT + "e.id=? AND " + IS_KEPT, id).stream().findFirst();
    }

    /** Reads entries of a place, oldest first. */
    List<Entry> read(Place place, Range range) throws SQLException {
        long placeId = placeId(place);
        if (placeId == 0) {
            return List.of();
        }
        List<Eras.Part> parts = parts(range.span());
        if (range.newest()) {
            Collections.reverse(parts);
        }
        List<Entry> found = new ArrayList<>();
        for (Eras.Part part : parts) {
            found.addAll(list(
                    SELECT + "e.place=? AND e.id>? AND e.id<?" + wanted(range.events()) + " ORDER BY e.id"
                            + (range.newest() ? " DESC" : "") + " LIMIT ?",
                    placeId,
                    part.after(),
                    part.before(),
                    range.limit() - found.size()));
            if (found.size() >= range.limit()) {
                break;
            }
        }
        if (range.newest()) {
            Collections.reverse(found);
        }
        return found;
    }

    /** Returns the ids of a span. */
    public List<Eras.Part> parts(Span span) throws SQLException {
        Eras eras = span.isTimed() ? EraTable.load(connection) : Eras.NONE;
        return new ArrayList<>(eras.parts(span));
    }

    private static String wanted(Set<String> events) {
        String others = Stream.of(Entry.REDACT, Entry.TAGMSG, Entry.TOPIC)
                .filter(events::contains)
                .map(verb -> " OR e.verb='" + verb + "'")
                .collect(Collectors.joining());
        return " AND (e." + IS_MESSAGE + others + ")";
    }

    /** Reads entries of all places from one id (excluded) to another (included), oldest first. */
    public List<Entry> all(long after, long last, int limit) throws SQLException {
        return list(SELECT + "e.id>? AND e.id<=? AND " + IS_KEPT + " ORDER BY e.id LIMIT ?", after, last, limit);
    }

    /** Reads entries of one place from one id (excluded) to another (included), oldest first. */
    public List<Entry> of(long placeId, long after, long last, int limit) throws SQLException {
        return list(
                SELECT + "e.place=? AND e.id>? AND e.id<=? AND " + IS_KEPT + " ORDER BY e.id LIMIT ?",
                placeId,
                after,
                last,
                limit);
    }

    /** Reads messages of the other party of a private place between two ids, both excluded, oldest first. */
    List<Entry> ofOthers(long placeId, long partyId, long after, long before, int limit) throws SQLException {
        return list(
                SELECT + "e.place=? AND e.id>? AND e.id<? AND e.author<>? AND e." + IS_MESSAGE
                        + " ORDER BY e.id LIMIT ?",
                placeId,
                after,
                before,
                partyId,
                limit);
    }

    /**
     * Overwrites an entry where it is in the file, with as many other bytes. Deleting it would not be enough: when SQLite merges
     * pages, it may leave copies of other entries behind, which a later redaction of those would miss. Pruning deletes the row.
     *
     * @return whether there was such an entry
     */
    boolean erase(long id) throws SQLException {
        List<String> filling = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT verb, source, account, target, text, tags FROM entry e WHERE id=? AND " + IS_KEPT)) {
            find.setLong(1, id);
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                for (int i = 1; i <= 6; i++) {
                    String text = row.getString(i);
                    filling.add(text == null ? "" : ERASED.repeat(Utf8.length(text)));
                }
            }
        }
        try (PreparedStatement overwrite = connection.prepareStatement("UPDATE entry SET verb=?, source=?,"
                + " account=iif(account IS NULL, NULL, ?), target=?, text=?, tags=? WHERE id=?")) {
            for (int i = 0; i < filling.size(); i++) {
                overwrite.setString(i + 1, filling.get(i));
            }
            overwrite.setLong(filling.size() + 1, id);
            overwrite.executeUpdate();
        }
        return true;
    }

    /** Returns the row id of a place, 0 if it has none. */
    public long placeId(Place place) throws SQLException {
        return id("SELECT id FROM place WHERE key=?", place.key());
    }

    /** Returns the row id of a party, 0 if it has none. */
    public long partyId(Party party) throws SQLException {
        return id("SELECT id FROM party WHERE key=?", party.key());
    }

    private long id(String sql, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private List<Entry> list(String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            return entries;
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        @Nullable String account = row.getString(6);
        @Nullable String nonce = row.getString(10);
        Eras.Era era = new Eras.Era(0, row.getLong(12));
        return new Entry(
                row.getLong(1),
                Instant.ofEpochMilli(era.timeOf(row.getLong(1))),
                new Entry.Draft(
                        row.getString(2),
                        Place.ofKey(row.getString(3)),
                        Party.ofKey(row.getString(4)),
                        row.getString(5),
                        account,
                        row.getString(7),
                        row.getString(8),
                        Message.tagsOf(row.getString(9)),
                        nonce,
                        row.getLong(11)));
    }
}
