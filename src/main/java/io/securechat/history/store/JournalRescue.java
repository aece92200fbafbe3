package io.securechat.history.store;

import io.securechat.AtomicFile;
import io.securechat.FileErrors;
import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.JournalLock;
import io.securechat.history.file.Sqlite;
import io.securechat.history.index.IndexTables;
import io.securechat.history.salvage.Salvage;
import io.securechat.history.store.JournalMaintenance.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Check, salvage and restoration of journals in files. */
public final class JournalRescue {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRescue.class);

    /** Findings of a check, at most. */
    private static final int MAX_FINDINGS = 20;

    private JournalRescue() {}

    /**
     * Checks each page and each index of a journal, also while a server uses it.
     *
     * @return what is wrong, in SQLite's words; none if the journal is intact
     */
    public static List<String> check(String uri) {
        JournalFile file = JournalMaintenance.existing(uri);
        try (Connection connection = JournalMaintenance.open(file)) {
            return findings(connection, "integrity_check");
        } catch (SQLException e) {
            if (Sqlite.isDamage(e)) {
                return List.of(Sqlite.problem(file.path(), e).getMessage());
            }
            throw Sqlite.problem(file.path(), e);
        }
    }

    /** Returns the number of entries of an intact journal. */
    public static long entries(String uri) {
        JournalFile file = JournalMaintenance.existing(uri);
        try (Connection connection = JournalMaintenance.open(file)) {
            return Sqlite.number(connection, "SELECT count(*) FROM entry");
        } catch (SQLException e) {
            throw Sqlite.problem(file.path(), e);
        }
    }

    /**
     * Checks the pages of a journal whose server was killed, or lost its power.
     *
     * @throws Problem if it is damaged
     */
    static void checkAfterCrash(JournalFile file) throws SQLException {
        long begin = System.nanoTime();
        LOG.info("checking {} after an unclean end", file.path());
        checkQuickly(file);
        LOG.info("{} is intact, checked in {} ms", file.path(), (System.nanoTime() - begin) / 1_000_000);
    }

    private static void checkQuickly(JournalFile file) throws SQLException {
        try (Connection connection = Sqlite.readOnly(file.path())) {
            if (isDamaged(connection)) {
                throw Sqlite.damaged(file.path());
            }
        }
    }

    /** Returns whether a page is damaged; this reads all of them. */
    static boolean isDamaged(Connection connection) throws SQLException {
        return !findings(connection, "quick_check").isEmpty();
    }

    private static List<String> findings(Connection connection, String check) throws SQLException {
        List<String> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + check + "(" + MAX_FINDINGS + ")")) {
            while (row.next()) {
                if (!"ok".equals(row.getString(1))) {
                    findings.addAll(row.getString(1).lines().toList());
                }
            }
        }
        return findings.subList(0, Math.min(MAX_FINDINGS, findings.size()));
    }

    /**
     * Saves all that can be read of a damaged journal. No server may use it meanwhile.
     *
     * @param target must not exist
     */
    public static Salvage.Result salvage(String uri, Path target, Progress progress) throws IOException {
        JournalFile file = JournalMaintenance.existing(uri);
        // A read-only disk has no server on it.
        Optional<JournalLock> lock = isWritable(file) ? Optional.of(JournalLock.take(file)) : Optional.empty();
        try (AtomicFile saved = JournalMaintenance.create(target)) {
            Salvage.Result result = Salvage.save(file, saved.temporary(), progress::at);
            if (result.messages() == 0 && result.expected() == 0 && !file.hasLog()) {
                requireJournal(file, result);
            }
            JournalMaintenance.complete(saved, target);
            return result;
        } catch (SQLException e) {
            throw Sqlite.problem(target, e);
        } finally {
            lock.ifPresent(JournalLock::close);
        }
    }

    private static void requireJournal(JournalFile file, Salvage.Result result) {
        if (!result.lost().isEmpty()) {
            throw new Problem(
                    "nothing in " + file.path() + " can be read as a journal",
                    "name another file with --journal sqlite:FILE, or restore a backup: "
                            + Problem.command("serve restore COPY"));
        }
    }

    private static boolean isWritable(JournalFile file) {
        Path folder = file.path().toAbsolutePath().getParent();
        return folder != null && Files.isWritable(folder);
    }

    /**
     * Puts a backup in the place of a journal, whose files are kept under other names. No server may use the journal. A process
     * that is killed on the way leaves the old journal, the new one, or a state that the server refuses to open.
     *
     * @return the former journal under its other name; empty if there was none
     */
    public static Optional<Path> restore(Path copy, String uri, LocalDateTime now, Progress progress)
            throws IOException {
        if (!Files.isRegularFile(copy)) {
            throw new Problem("there is no backup at " + copy, "name a file made by serve backup or serve salvage");
        }
        JournalFile source = JournalMaintenance.existing("sqlite:" + copy);
        JournalFile file = JournalFile.of(uri).real();
        file.checkWritable();
        if (Files.exists(file.path()) && Files.isSameFile(file.path(), source.path())) {
            throw new Problem(copy + " is the journal itself", "name a backup of it");
        }
        JournalLock lock = JournalLock.take(file); // also keeps a server from starting meanwhile
        try (AtomicFile restored = JournalMaintenance.create(
                        file.path().resolveSibling(file.path().getFileName() + "-restored"));
                Connection connection = JournalMaintenance.openAny(source)) {
            if (Files.exists(file.path())) {
                lock.lockMain();
            }
            if (!findings(connection, "integrity_check").isEmpty()) {
                throw Sqlite.damaged(source.path());
            }
            JournalMaintenance.copy(connection, restored.temporary(), progress);
            restored.sync();
            return exchange(file, restored.temporary(), now);
        } catch (SQLException e) {
            throw Sqlite.isFull(e) ? Sqlite.problem(file.path(), e) : Sqlite.problem(source.path(), e);
        } finally {
            lock.close();
        }
    }

    private static Optional<Path> exchange(JournalFile file, Path restored, LocalDateTime now) throws IOException {
        String suffix = "-before-"
                + DateTimeFormatter.ISO_LOCAL_DATE_TIME
                        .format(now.truncatedTo(ChronoUnit.SECONDS))
                        .replace(":", "");
        Path former = file.path().resolveSibling(file.path().getFileName() + suffix);
        boolean exists = Files.exists(file.path());
        if (exists) {
            keep(file.path(), former);
        }
        // With the log of the former journal, the restored one is refused until the log is moved, too.
        Files.move(restored, file.path(), StandardCopyOption.ATOMIC_MOVE);
        if (Files.exists(file.log())) {
            Files.move(file.log(), former.resolveSibling(former.getFileName() + "-wal"));
        }
        Files.deleteIfExists(file.logIndex());
        IndexTables.delete(file.search());
        AtomicFile.syncFolder(file.path());
        return exists ? Optional.of(former) : Optional.empty();
    }

    private static void keep(Path journal, Path former) {
        try {
            try {
                Files.createLink(former, journal);
            } catch (UnsupportedOperationException | IOException e) {
                Files.copy(journal, former);
                try (FileChannel copy = FileChannel.open(former, StandardOpenOption.WRITE)) {
                    copy.force(true);
                }
            }
            AtomicFile.syncFolder(journal);
        } catch (IOException e) {
            throw new Problem(
                    "cannot keep " + journal + " as " + former + ": " + FileErrors.reason(e),
                    "move it away yourself: mv " + Shell.word(journal) + " " + Shell.word(former),
                    e);
        }
    }
}
