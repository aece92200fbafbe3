package io.securechat.cli.control;

import io.securechat.JsonLine;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** A command that a running server carries out for its administrator. */
@FunctionalInterface
public interface ControlCommand {
    /** The field of a request that names the command. */
    String COMMAND = "command";

    /** The lines of the answer. */
    @FunctionalInterface
    interface Answer {
        /**
         * Sends a line: an object whose values are strings, whole numbers and booleans.
         *
         * @throws IOException if the caller has gone, or does not read
         */
        void line(Consumer<JsonLine.Fields> fields) throws IOException;
    }

    /**
     * Carries out a request on a thread of its own, which may block.
     *
     * @param request its fields: strings, booleans and whole numbers as {@link Long}
     * @throws io.securechat.Problem for the caller
     */
    void run(Map<String, Object> request, Answer answer) throws IOException;

    /** Returns whether the command changes something, so that the audit log has its requests. */
    default boolean changes() {
        return true;
    }
}
