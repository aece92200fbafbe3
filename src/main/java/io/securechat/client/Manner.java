package io.securechat.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How somebody takes part in the chat.
 *
 * @param room to go into beside the server's own, or empty
 * @param lasting whether a lost connection is tried again for ever
 * @param telling whether the user is told of messages that are on their way for long
 * @param screenful how many earlier messages to show of a room that the user comes into
 * @param state the directory where unsent messages survive the end of the program; empty for those that do not
 */
public record Manner(Optional<String> room, boolean lasting, boolean telling, int screenful, Optional<Path> state) {
    /** A program: it sees what is said from now on, and when it cannot go on it ends. */
    public static Manner asFilter(Optional<String> room, boolean telling) {
        return new Manner(room, false, telling, 0, Optional.empty());
    }

    /** A person: nothing that they say or might have seen shall be lost. */
    public static Manner atTerminal(Optional<String> room, int screenful, Path state) {
        return new Manner(room, true, true, screenful, Optional.of(state));
    }
}
