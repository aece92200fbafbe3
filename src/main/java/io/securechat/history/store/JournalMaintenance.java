package io.securechat.history.store;

import io.securechat.AtomicFile;
import io.securechat.FileErrors;
import io.securechat.JsonLine;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.file.Generation;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.JournalLock;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import io.securechat.history.index.IndexFeed;
import io.securechat.history.index.IndexTables;
import io.securechat.history.memory.MemoryJournal;
import io.securechat.history.sqlite.Entries;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/** Backup, export and reindexing of journals in files. */
public final class JournalMaintenance {
    private static final int PAGE = 1000;

    /** Stands for bytes that are not UTF-8, which no message has. */
    private static final char NOT_UTF8 = '\ufffd';

    private static final int STEPS_OF_SQLITE = 100_000;

    /** A receiver of progress. */
    public interface Progress {
        void at(long done, long total);
    }

    private JournalMaintenance() {}

    /**
     * Copies the present state of a journal, also while a server uses it.
     *
     * @param target must not exist
     * @throws Problem if the journal cannot be read, or the target not written
     */
    public static void backup(String uri, Path target, Progress progress) throws IOException {
        JournalFile file = existing(uri);
        try (AtomicFile copy = create(target);
                Connection connection = open(file)) {
            copy(connection, copy.temporary(), progress);
            complete(copy, target);
        } catch (SQLException e) {
            throw Sqlite.isFull(e) ? Sqlite.problem(target, e) : Sqlite.problem(file.path(), e);
        }
    }

    static void copy(Connection connection, Path part, Progress progress) throws SQLException {
        long size = Sqlite.number(connection, "PRAGMA page_count") * Sqlite.number(connection, "PRAGMA page_size");
        ProgressHandler.setHandler(connection, STEPS_OF_SQLITE, new ProgressHandler() {
            @Override
            protected int progress() {
                progress.at(part.toFile().length(), size);
                return 0;
            }
        });
        try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, part.toString());
            vacuum.executeUpdate();
        }
        try (Connection copy = Sqlite.change(part)) {
            Generation.separate(copy);
        }
        progress.at(size, size);
    }

    /**
     * Writes entries as JSON Lines into a file, oldest first.
     *
     * @param room the room to export, null for everything
     * @param target must not exist
     */
    public static void export(String uri, @Nullable String room, Path target, Progress progress) throws IOException {
        JournalFile file = existing(uri);
        try (AtomicFile export = create(target)) {
            try (OutputStream out = Files.newOutputStream(export.temporary(), StandardOpenOption.WRITE)) {
                export(file, room, out, progress);
            }
            complete(export, target);
        }
    }

    /** Writes entries as JSON Lines, oldest first. */
    public static void export(String uri, @Nullable String room, OutputStream out, Progress progress)
            throws IOException {
        export(existing(uri), room, out, progress);
    }

    private static void export(JournalFile file, @Nullable String room, OutputStream target, Progress progress)
            throws IOException {
        BufferedOutputStream out = new BufferedOutputStream(target, 1 << 16);
        long done = 0;
        try (Connection connection = open(file)) {
            // Damaged pages can pass for messages.
            boolean damaged = JournalRescue.isDamaged(connection);
            Entries entries = new Entries(connection);
            long place = room == null ? 0 : entries.placeId(Place.room(room));
            if (room != null && place == 0) {
                throw new Problem("there are no messages in " + room, "check the room's name, with its #");
            }
            String where = place == 0 ? "" : " WHERE place=" + place;
            long total = Sqlite.number(connection, "SELECT count(*) FROM entry" + where);
            long last = Sqlite.number(connection, "SELECT max(id) FROM entry" + where);
            List<Entry> page = List.of();
            for (long after = -1;
                    after < last;
                    after = page.get(page.size() - 1).id()) {
                page = place == 0 ? entries.all(after, last, PAGE) : entries.of(place, after, last, PAGE);
                if (page.isEmpty()) {
                    break; // pruned meanwhile
                }
                for (Entry entry : page) {
                    String json = json(entry);
                    if (!damaged || json.indexOf(NOT_UTF8) < 0) {
                        out.write(json.getBytes(StandardCharsets.UTF_8));
                        out.write('\n');
                        done++;
                    }
                }
                progress.at(Math.min(done, total), total);
            }
            out.flush();
            if (damaged) {
                throw partly(Sqlite.damaged(file.path()), done);
            }
        } catch (SQLException e) {
            out.flush();
            Problem problem = Sqlite.problem(file.path(), e);
            throw Sqlite.isDamage(e) ? partly(problem, done) : problem;
        }
    }

    private static Problem partly(Problem damage, long done) {
        return new Problem(
                damage.getMessage() + ": " + messages(done) + " could be exported, and others may be missing",
                damage.hint(),
                damage);
    }

    private static String messages(long number) {
        return number + (number == 1 ? " message" : " messages");
    }

    /**
     * Rebuilds the search index of a journal. No server may use the journal meanwhile.
     *
     * @throws Problem if one does, or the journal cannot be read
     */
    public static void reindex(String uri, Progress progress) throws IOException {
        JournalFile file = existing(uri);
        file.checkWritable();
        JournalLock lock = JournalLock.take(file);
        try {
            lock.lockMain();
            Generation.check(file);
            open(file).close();
            IndexTables.delete(file.search());
            index(file, progress);
        } catch (SQLException e) {
            throw Sqlite.problem(file.path(), e);
        } finally {
            lock.close();
        }
    }

    private static void index(JournalFile file, Progress progress) throws SQLException, IOException {
        try (IndexFeed feed = new IndexFeed(file)) {
            long total = feed.missing();
            long done = 0;
            for (int step = feed.step(); step > 0; step = feed.step()) {
                done += step;
                progress.at(Math.min(done, total), total);
            }
        }
    }

    static AtomicFile create(Path target) {
        if (Files.exists(target)) {
            throw exists(target);
        }
        try {
            AtomicFile file = AtomicFile.create(
                    target, target.resolveSibling(target.getFileName() + ".part"), Permissions.FOR_OWNER);
            file.temporary().toFile().deleteOnExit(); // when it is interrupted
            return file;
        } catch (NoSuchFileException e) {
            throw new Problem("there is no folder for " + target, "create it first: mkdir -p", e);
        } catch (IOException e) {
            throw new Problem("cannot write " + target + ": " + FileErrors.reason(e), "name another file", e);
        }
    }

    static void complete(AtomicFile file, Path target) throws IOException {
        file.sync();
        try {
            file.claim();
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        }
    }

    private static Problem exists(Path target) {
        return new Problem(target + " exists already", "name another file, or move that one away");
    }

    /** Returns the file of a journal that exists, by its real path. */
    static JournalFile existing(String uri) {
        if (uri.equals(MemoryJournal.URI)) {
            throw new Problem(
                    "the journal memory: has no file", "name the journal of the server: --journal sqlite:FILE");
        }
        JournalFile file = JournalFile.of(uri);
        file.checkExists();
        return file.real();
    }

    /** Opens a journal of this version or an older one. */
    static Connection openAny(JournalFile file) throws SQLException {
        Connection connection = Sqlite.readOnly(file.path());
        try {
            if (Schema.JOURNAL.version(connection, file.path()) == 0) {
                throw new Problem(file.path() + " is empty; it is not a journal", "name a copy made by serve backup");
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            Sqlite.close(connection);
            throw e;
        }
    }

    static Connection open(JournalFile file) throws SQLException {
        Connection connection = Sqlite.readOnly(file.path());
        try {
            Schema.JOURNAL.check(connection, file.path());
            return connection;
        } catch (SQLException | RuntimeException e) {
            Sqlite.close(connection);
            throw e;
        }
    }

    /** Returns an entry on one line; the parties of a private place are identified by {@link Party#key}. */
    static String json(Entry entry) {
        Entry.Draft draft = entry.draft();
        Place place = draft.place();
        return JsonLine.of(json -> {
            json.put("id", entry.msgid()).put("time", entry.time().toString()).put("verb", draft.verb());
            if (place.isRoom()) {
                json.put("place", place.key());
            } else {
                json.put("between", place.parties().stream().map(Party::key).toList());
            }
            json.put("from", draft.source());
            if (draft.account() != null) {
                json.put("account", draft.account());
            }
            json.put("target", draft.target()).put("text", draft.text());
            if (!draft.tags().isEmpty()) {
                json.put("tags", tags -> draft.tags().forEach(tags::put));
            }
            if (draft.redacts() != 0) {
                json.put("redacts", Entry.msgid(draft.redacts()));
            }
        });
    }
}
