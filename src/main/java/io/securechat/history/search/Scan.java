package io.securechat.history.search;

import io.securechat.history.Entry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A running search, on one thread, in slices of time. */
public interface Scan {
    /**
     * Runs one slice.
     *
     * @param until the end of the slice, by {@link System#nanoTime}; the scan makes some progress even if this is in the past
     * @return whether the scan is complete
     */
    boolean run(long until) throws SQLException, IOException;

    /** Returns the results so far, without entries redacted since, oldest first. */
    List<Entry> found() throws SQLException;
}
