package io.securechat.history.file;

import io.securechat.Problem;
import io.securechat.history.Entry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables of a file, as a list of migrations: a file of version n has had the first n steps.
 *
 * @param applicationId the type of the file, in its header (SQLite's {@code application_id})
 * @param steps the statements that migrate a file to the next version
 */
public record Schema(int applicationId, List<List<String>> steps) {
    /**
     * The tables of a journal. {@code entry.id} is that of {@link Entry}, {@code pruned} the highest deleted id. No entry beyond
     * {@code party.needed} refers to the party.
     */
    public static final Schema JOURNAL = new Schema(
            0x5ec8a701,
            List.of(
                    List.of(
                            "CREATE TABLE journal (identity INTEGER NOT NULL, pruned INTEGER NOT NULL)",
                            "INSERT INTO journal VALUES (random(), 0)",
                            "CREATE TABLE party (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE)",
                            """
                    CREATE TABLE place (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
                        one INTEGER, other INTEGER, latest INTEGER NOT NULL)""",
                            "CREATE INDEX place_one ON place (one, latest) WHERE one IS NOT NULL",
                            "CREATE INDEX place_other ON place (other, latest) WHERE other IS NOT NULL",
                            """
                    CREATE TABLE entry (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, author INTEGER NOT NULL,
                        verb TEXT NOT NULL, source TEXT NOT NULL, account TEXT, target TEXT NOT NULL, text TEXT NOT NULL,
                        tags TEXT NOT NULL, redacts INTEGER NOT NULL)""",
                            "CREATE INDEX entry_place ON entry (place)",
                            "CREATE TABLE nonce (entry INTEGER PRIMARY KEY, nonce TEXT NOT NULL UNIQUE)",
                            """
                    CREATE TABLE account (key TEXT PRIMARY KEY, delivered INTEGER NOT NULL, visit INTEGER NOT NULL)
                        WITHOUT ROWID""",
                            """
                    CREATE TABLE marker (account TEXT NOT NULL, place TEXT NOT NULL, time INTEGER NOT NULL,
                        PRIMARY KEY (account, place)) WITHOUT ROWID"""),
                    List.of("CREATE TABLE room (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID"),
                    List.of("CREATE TABLE era (first INTEGER PRIMARY KEY, ahead INTEGER NOT NULL)"),
                    List.of("""
                    CREATE TABLE inbox (account TEXT NOT NULL, place TEXT NOT NULL, delivered INTEGER NOT NULL,
                        PRIMARY KEY (account, place)) WITHOUT ROWID"""),
                    List.of(
                            "ALTER TABLE party ADD COLUMN needed INTEGER NOT NULL DEFAULT 0",
                            "UPDATE party SET needed=(SELECT coalesce(max(id), 0) FROM entry)",
                            "CREATE INDEX party_needed ON party (needed)")));

    /**
     * Creates the tables in an empty file, or migrates a file of an older version.
     *
     * @throws Problem if the file is of a newer version, or belongs to another program
     */
    public void apply(Connection connection, Path file) throws SQLException {
        int version = version(connection, file);
        if (version == steps.size()) {
            return;
        }
        connection.setAutoCommit(false);
        for (List<String> step : steps.subList(version, steps.size())) {
            for (String statement : step) {
                Sqlite.execute(connection, statement);
            }
        }
        Sqlite.execute(connection, "PRAGMA application_id=" + applicationId);
        long before = Sqlite.number(connection, "PRAGMA user_version");
        Sqlite.execute(connection, "PRAGMA user_version=" + Generation.withVersion(before, steps.size()));
        connection.commit();
        connection.setAutoCommit(true);
    }

    /**
     * Checks the version of a file.
     *
     * @throws Problem unless the file is of this version
     */
    public void check(Connection connection, Path file) throws SQLException {
        if (version(connection, file) < steps.size()) {
            throw new Problem(
                    file + " was written by an older version of securechat",
                    "start the server of this version with it once: " + Problem.command("serve"));
        }
    }

    /**
     * Returns the version of a file, without writing to it.
     *
     * @throws Problem if the file is of a newer version, or belongs to another program
     */
    public int version(Connection connection, Path file) throws SQLException {
        long id = Sqlite.number(connection, "PRAGMA application_id");
        boolean empty = Sqlite.number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (id != applicationId && !(id == 0 && empty)) {
            throw new Problem(
                    file + " belongs to another program; it is not a journal",
                    "name another file with --journal sqlite:FILE");
        }
        int version = Generation.version(Sqlite.number(connection, "PRAGMA user_version"));
        if (version > steps.size()) {
            throw new Problem(
                    file + " was written by a newer version of securechat",
                    "use that version, or name another file with --journal sqlite:FILE");
        }
        return version;
    }
}
