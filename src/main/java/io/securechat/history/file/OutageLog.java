package io.securechat.history.file;

import io.securechat.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log of outages: one line when an operation on a file begins to fail, and one when it works again. */
public final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    private final Path file;
    private final String trouble;
    private final String over;
    private volatile boolean failing;

    public OutageLog(Path file, String trouble, String over) {
        this.file = file;
        this.trouble = trouble;
        this.over = over;
    }

    /** Records a failure, and returns the error for users, which does not name the server's files. */
    public Problem failed(Throwable e) {
        boolean full = e instanceof SQLException sql && Sqlite.isFull(sql);
        if (!failing) {
            Problem problem = e instanceof SQLException sql ? Sqlite.problem(file, sql) : null;
            problem = e instanceof Problem told ? told : problem;
            LOG.error("{}: {}", trouble, problem == null ? e.toString() : problem.getMessage() + "; " + problem.hint());
            LOG.debug(trouble, e);
        }
        failing = true;
        return new Problem(
                full ? "the server's disk is full" : "the server's journal cannot be written",
                "try again later, or tell the operator",
                e);
    }

    /** Returns whether the last operation failed. */
    public boolean isFailing() {
        return failing;
    }

    public void succeeded() {
        if (failing) {
            LOG.info(over);
        }
        failing = false;
    }
}
