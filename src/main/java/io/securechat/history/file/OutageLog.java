package io.securechat.history.file;

import io.securechat.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log of outages: one line when an operation on a file begins to fail, and one when it works again. A full disk is logged by
 * {@link FullDisk}, once for all operations.
 */
public final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    private final Path file;
    private final String trouble;
    private final String over;
    private final FullDisk disk;
    private volatile boolean failed;
    private boolean logged;

    public OutageLog(Path file, String trouble, String over, FullDisk disk) {
        this.disk = disk;
        this.file = file;
        this.trouble = trouble;
        this.over = over;
    }

    /** Records a failure, and returns the error for users, which does not name the server's files. */
    public Problem failed(Throwable e) {
        failed = true;
        if (e instanceof SQLException sql && Sqlite.isFull(sql)) {
            disk.failed();
            return refusal("the server's disk is full", e);
        }
        if (!logged) {
            Problem problem = e instanceof SQLException sql ? Sqlite.problem(file, sql) : null;
            problem = e instanceof Problem told ? told : problem;
            LOG.error("{}: {}", trouble, problem == null ? e.toString() : problem.getMessage() + "; " + problem.hint());
            LOG.debug(trouble, e);
        }
        logged = true;
        return refusal("the server's journal cannot be written", e);
    }

    private static Problem refusal(String reason, Throwable e) {
        return new Problem(reason, "try again later, or tell the operator", e);
    }

    /** Returns whether the last operation failed. */
    public boolean isFailing() {
        return failed;
    }

    public void succeeded() {
        disk.succeeded();
        if (logged) {
            LOG.info(over);
        }
        logged = false;
        failed = false;
    }
}
