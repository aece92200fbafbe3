package io.securechat.history;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Brings the words of a journal's entries into its index, and looks for them there; for one thread. */
final class IndexFeed implements AutoCloseable {
    /** Entries of a step, at most. */
    static final int STEP = 500;

    private final Connection journal;
    private final Entries entries;
    private final IndexTables tables;
    private long pruned;

    /** Opens the index of a journal, and makes a new one where that is of no use. */
    IndexFeed(JournalFile file) throws SQLException, IOException {
        journal = Sqlite.read(file.path());
        try {
            entries = new Entries(journal);
            tables = IndexTables.open(
                    file.search(),
                    Sqlite.number(journal, "SELECT identity FROM journal"),
                    Math.max(
                            Sqlite.number(journal, "SELECT max(id) FROM entry"),
                            Sqlite.number(journal, "SELECT pruned FROM journal")));
        } catch (SQLException | IOException | RuntimeException e) {
            Sqlite.close(journal);
            throw e;
        }
    }

    /** How many entries are not in the index yet. */
    long missing() throws SQLException {
        return Sqlite.number(journal, "SELECT count(*) FROM entry WHERE id>" + tables.upto());
    }

    /** Takes some more entries in, and returns how many. */
    int step() throws SQLException {
        long gone = Sqlite.number(journal, "SELECT pruned FROM journal");
        if (gone != pruned) {
            tables.prune(gone);
            pruned = gone;
        }
        List<IndexTables.Document> documents = new ArrayList<>(STEP);
        List<Long> takenBack = new ArrayList<>();
        long last = tables.upto();
        int count = 0;
        try (Statement statement = journal.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT id, place, source, text, redacts, verb FROM entry WHERE id>"
                                + last + " ORDER BY id LIMIT " + STEP)) {
            while (row.next()) {
                last = row.getLong(1);
                count++;
                if (row.getString(6).equals(Entry.REDACT)) {
                    takenBack.add(row.getLong(5));
                } else if (Entry.Draft.isMessage(row.getString(6))) {
                    String sender = token(Message.nickOf(row.getString(3)));
                    documents.add(new IndexTables.Document(last, token(row.getLong(2)), sender, row.getString(4)));
                }
            }
        }
        if (count > 0) {
            tables.add(documents, takenBack, last);
        }
        return count;
    }

    /** Oldest first. What the journal does not have any more is not found, whatever the index says. */
    List<Entry> search(Search search) throws SQLException {
        List<String> places = new ArrayList<>();
        for (Place place : search.places()) {
            long id = entries.placeId(place);
            if (id != 0) {
                places.add(token(id));
            }
        }
        List<Entry> found = new ArrayList<>();
        if (places.isEmpty() || search.limit() < 1) {
            return found;
        }
        Eras.Part part = Eras.Part.around(entries.parts(search.span()));
        tables.find(match(places, search), part.after(), part.before(), id -> {
            entries.find(id)
                    .filter(entry -> search.places().contains(entry.draft().place())
                            && search.span().includes(entry))
                    .ifPresent(found::add);
            return found.size() < search.limit();
        });
        Collections.reverse(found);
        return found;
    }

    private static String match(List<String> places, Search search) {
        StringBuilder match = new StringBuilder("place:(");
        match.append(places.stream().map(IndexFeed::quote).collect(Collectors.joining(" OR ")))
                .append(')');
        if (!search.from().isEmpty()) {
            match.append(" AND sender:").append(quote(token(search.from())));
        }
        List<String> words = Words.of(search.text());
        if (!words.isEmpty()) {
            match.append(" AND text:(")
                    .append(words.stream().map(word -> quote(word) + "*").collect(Collectors.joining(" AND ")))
                    .append(')');
        }
        return match.toString();
    }

    /** As a string no word means anything to FTS5. */
    private static String quote(String word) {
        return '"' + word.replace("\"", "\"\"") + '"';
    }

    private static String token(long placeId) {
        return "p" + placeId;
    }

    /** Whatever characters are in a nick, one word. */
    private static String token(String nick) {
        return "n" + HexFormat.of().formatHex(Names.fold(nick).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        tables.close();
        Sqlite.close(journal);
    }
}
