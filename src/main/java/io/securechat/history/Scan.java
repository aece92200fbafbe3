package io.securechat.history;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A search that is run in slices, on one thread. */
interface Scan {
    /**
     * Goes on for a while.
     *
     * @param until when another one is to have its turn, by {@link System#nanoTime}; it gets on a little even when that is over
     * @return whether there is nothing more to find
     */
    boolean run(long until) throws SQLException, IOException;

    /** What was found so far and was not taken back since, oldest first. */
    List<Entry> found() throws SQLException;
}
