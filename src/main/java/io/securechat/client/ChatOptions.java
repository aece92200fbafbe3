package io.securechat.client;

import io.securechat.client.setting.Settings;
import io.securechat.client.view.LogFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The options of a {@link ChatClient}.
 *
 * @param rooms to join besides the server's own; typed lines go to the first
 * @param reconnecting true to reconnect forever after a lost connection
 * @param verbose true to show messages that the server is slow to confirm
 * @param screenful earlier messages to show of a room that the user joins, 0 for none
 * @param windows events to show of a room or private conversation when the user switches to it; 0 to show all of them at once
 * @param state the directory for unsent messages, or empty to drop them at the end of the program
 * @param missed true to show private messages that arrived while the user was away
 * @param since the time from which to show all earlier messages; empty for a screenful, and those that the user has missed
 * @param settings the user's
 * @param log the file that {@code /log} opens; it is for the caller to write to it
 */
public record ChatOptions(
        List<String> rooms,
        boolean reconnecting,
        boolean verbose,
        int screenful,
        int windows,
        Optional<Path> state,
        boolean missed,
        Optional<Instant> since,
        Settings settings,
        LogFile log) {
    private static final int MIN_SCREENFUL = 10;

    public ChatOptions {
        rooms = List.copyOf(rooms);
    }

    /** Options with the default settings. */
    public ChatOptions(
            Optional<String> room,
            boolean reconnecting,
            boolean verbose,
            int screenful,
            int windows,
            Optional<Path> state) {
        this(room.stream().toList(), reconnecting, verbose, screenful, windows, state, screenful > 0);
    }

    private ChatOptions(
            List<String> rooms,
            boolean reconnecting,
            boolean verbose,
            int screenful,
            int windows,
            Optional<Path> state,
            boolean missed) {
        this(
                rooms,
                reconnecting,
                verbose,
                screenful,
                windows,
                state,
                missed,
                Optional.empty(),
                Settings.defaults(),
                new LogFile());
    }

    /** Options for a program: it sees new messages only, and ends when the connection is lost. */
    public static ChatOptions asFilter(List<String> rooms, boolean verbose) {
        return new ChatOptions(rooms, false, verbose, 0, 0, Optional.empty(), false);
    }

    /** Options for a user at a terminal: no message is lost in either direction. */
    public static ChatOptions atTerminal(List<String> rooms, int screenful, Path state) {
        int window = Math.max(screenful, MIN_SCREENFUL);
        return new ChatOptions(rooms, true, true, screenful, window, Optional.of(state), screenful > 0);
    }

    /** Returns these options with the private messages that the user has missed. */
    public ChatOptions withMissed() {
        return new ChatOptions(rooms, reconnecting, verbose, screenful, windows, state, true, since, settings, log);
    }

    /** Returns these options with all messages from a time. */
    public ChatOptions withAllSince(Instant time) {
        return new ChatOptions(
                rooms, reconnecting, verbose, screenful, windows, state, true, Optional.of(time), settings, log);
    }

    /** Returns these options with settings, and a log. */
    public ChatOptions with(Settings values, LogFile file) {
        return new ChatOptions(rooms, reconnecting, verbose, screenful, windows, state, missed, since, values, file);
    }
}
