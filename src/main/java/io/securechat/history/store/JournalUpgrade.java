package io.securechat.history.store;

import io.securechat.AtomicFile;
import io.securechat.FileErrors;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copy of a journal that is kept before its tables become those of a newer version. */
final class JournalUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(JournalUpgrade.class);

    private JournalUpgrade() {}

    /**
     * Checks that a file is a journal, or empty, and copies it if it is of an older version.
     *
     * @throws Problem if it belongs to another program or to a newer version, or cannot be copied
     */
    static void prepare(JournalFile file) throws SQLException {
        try (Connection connection = Sqlite.probe(file.path())) {
            int version = Schema.JOURNAL.version(connection, file.path());
            if (version > 0 && version < Schema.JOURNAL.steps().size()) {
                keep(file.path(), connection, version);
            }
        }
    }

    private static void keep(Path journal, Connection connection, int version) throws SQLException {
        Path copy = journal.resolveSibling(journal.getFileName() + "-version-" + version);
        try (AtomicFile file =
                AtomicFile.create(copy, copy.resolveSibling(copy.getFileName() + ".part"), Permissions.FOR_OWNER)) {
            JournalMaintenance.copy(connection, file.temporary(), (done, total) -> {});
            file.sync();
            file.replace();
            LOG.info(
                    "{} is of an older version and is upgraded; a copy of it is kept: {}; delete the copy when you no longer need it",
                    journal,
                    copy);
        } catch (IOException e) {
            throw new Problem(
                    "cannot copy " + journal + " before its upgrade: " + FileErrors.reason(e),
                    "check the folder and the space on its disk",
                    e);
        }
    }
}
