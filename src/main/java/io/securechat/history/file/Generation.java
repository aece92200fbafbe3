package io.securechat.history.file;

import io.securechat.Problem;
import io.securechat.Shell;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A number that ties a write-ahead log to its main file, which SQLite itself does not do. A file counts its logs, starting at a
 * random number: each log begins with a commit that adds one. A main file has the number of its log or the one before; otherwise
 * the log belongs to another file. The number is in the upper bits of {@code user_version}, because the header is at the same
 * place in all files.
 */
public final class Generation {
    private static final int SHIFT = 8;
    private static final int COUNT = 1 << 23;

    private Generation() {}

    /** Returns the version of the tables in a {@code user_version}. */
    static int version(long userVersion) {
        return (int) userVersion & ((1 << SHIFT) - 1);
    }

    /** Returns a {@code user_version} with another version of the tables; the generation stays, or is random if there was none. */
    static long withVersion(long userVersion, int version) {
        long number = userVersion >>> SHIFT;
        return (number == 0 ? random() : number) << SHIFT | version;
    }

    /** Begins the next generation, within the caller's transaction. */
    static void next(Connection connection) throws SQLException {
        long present = Sqlite.number(connection, "PRAGMA user_version");
        set(connection, after(present >>> SHIFT), present);
    }

    /** Gives a copy of a file a generation of its own. */
    public static void separate(Connection connection) throws SQLException {
        set(connection, random(), Sqlite.number(connection, "PRAGMA user_version"));
    }

    private static void set(Connection connection, long number, long userVersion) throws SQLException {
        Sqlite.execute(connection, "PRAGMA user_version=" + (number << SHIFT | version(userVersion)));
    }

    private static long after(long number) {
        return number % (COUNT - 1) + 1;
    }

    private static long random() {
        return ThreadLocalRandom.current().nextInt(1, COUNT);
    }

    /**
     * Checks that the log of a file belongs to it, without changing either. Call this before anything else opens the file, which
     * would merge the two.
     *
     * @throws Problem if the log belongs to another file, or to another state of this one
     */
    public static void check(JournalFile file) throws SQLException {
        if (!file.hasLog()) {
            return;
        }
        long main;
        long both;
        try (Connection connection = Sqlite.immutable(file.path())) {
            main = Sqlite.number(connection, "PRAGMA user_version");
        } catch (SQLException e) {
            return; // opening it for writing reports what is wrong
        }
        try (Connection connection = Sqlite.readOnly(file.path())) {
            both = Sqlite.number(connection, "PRAGMA user_version");
        }
        boolean counts = version(main) >= Schema.JOURNAL.steps().size();
        if (counts && both >>> SHIFT != main >>> SHIFT && both >>> SHIFT != after(main >>> SHIFT)) {
            throw new Problem(
                    file.log() + " does not belong to " + file.path() + ": one of them was replaced",
                    "if " + file.path() + " is a restored backup, move the other file away: mv "
                            + Shell.word(file.log()) + " " + Shell.word(file.log() + ".old"));
        }
    }
}
