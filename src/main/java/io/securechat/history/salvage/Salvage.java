package io.securechat.history.salvage;

import io.securechat.Problem;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A new journal with all that can be read of a damaged one. Each page of the file is read by itself, so that a damaged one costs
 * only the rows in it, even if it is the first.
 */
public final class Salvage {
    private static final List<String> TABLES = List.of("account", "marker", "inbox", "room");

    /**
     * The result.
     *
     * @param messages saved entries
     * @param expected entries that the damaged journal has had, 0 if it cannot tell
     * @param damaged rows that could not be read, of any table
     * @param unreadable pages that the disk could not read
     * @param lost tables that could not be read to their end
     */
    public record Result(long messages, long expected, long damaged, long unreadable, List<String> lost) {}

    private Salvage() {}

    /**
     * Fills a file.
     *
     * @param target exists and is empty
     * @param progress receives the number of pages read so far, and of all
     */
    public static Result save(JournalFile damaged, Path target, BiConsumer<Long, Long> progress)
            throws IOException, SQLException {
        try (PageFile file = new PageFile(damaged);
                Connection connection = Sqlite.change(target)) {
            Integer application = file.application();
            if (application != null && application != Schema.JOURNAL.applicationId()) {
                throw new Problem(
                        damaged.path() + " belongs to another program; it is not a journal",
                        "name another file with --journal sqlite:FILE");
            }
            Sqlite.execute(connection, "PRAGMA auto_vacuum=INCREMENTAL");
            Schema.JOURNAL.apply(connection, target);
            connection.setAutoCommit(false);
            SavedTables tables = new SavedTables(connection);
            Rows rows = new Rows(file);
            for (long page = 1; page <= file.count(); page++) {
                for (Rows.Row row : rows.of(page)) {
                    tables.add(row);
                }
                progress.accept(page, file.count());
            }
            tables.complete();
            List<String> lost = tables.copyAll(damaged.path(), TABLES);
            connection.commit();
            long saved = tables.entries();
            long known = expected(damaged.path());
            long expected = known == 0 ? 0 : Math.max(saved, known);
            return new Result(saved, expected, rows.damaged(), file.unreadable(), lost);
        }
    }

    /** Returns the number of entries by the index of places, which is on other pages than they are; 0 if that is damaged, too. */
    private static long expected(Path damaged) {
        try (Connection connection = Sqlite.readOnly(damaged)) {
            return Sqlite.number(connection, "SELECT count(*) FROM entry INDEXED BY entry_place");
        } catch (SQLException e) {
            return 0;
        }
    }
}
