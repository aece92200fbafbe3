package io.securechat.history;

import io.securechat.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether something works on the journal's file: the log says once when it does not any more, and once when it does again. */
final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    private final Path file;
    private final String trouble;
    private final String over;
    private boolean failing;

    OutageLog(Path file, String trouble, String over) {
        this.file = file;
        this.trouble = trouble;
        this.over = over;
    }

    /** Returns what those are told who are concerned: they need not know the server's files. */
    Problem failed(Throwable e) {
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

    void succeeded() {
        if (failing) {
            LOG.info(over);
        }
        failing = false;
    }
}
