package io.securechat.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of a {@link ChatClient}.
 *
 * @param room to join besides the server's own, or empty
 * @param reconnecting true to reconnect forever after a lost connection
 * @param verbose true to show messages that the server is slow to confirm
 * @param screenful earlier messages to show of a room that the user joins, 0 for none
 * @param windows events to show of a room or private conversation when the user switches to it; 0 to show all of them at once
 * @param state the directory for unsent messages, or empty to drop them at the end of the program
 */
public record ChatOptions(
        Optional<String> room,
        boolean reconnecting,
        boolean verbose,
        int screenful,
        int windows,
        Optional<Path> state) {
    private static final int MIN_SCREENFUL = 10;

    /** Options for a program: it sees new messages only, and ends when the connection is lost. */
    public static ChatOptions asFilter(Optional<String> room, boolean verbose) {
        return new ChatOptions(room, false, verbose, 0, 0, Optional.empty());
    }

    /** Options for a user at a terminal: no message is lost in either direction. */
    public static ChatOptions atTerminal(Optional<String> room, int screenful, Path state) {
        return new ChatOptions(room, true, true, screenful, Math.max(screenful, MIN_SCREENFUL), Optional.of(state));
    }
}
