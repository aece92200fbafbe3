package io.securechat.client;

import io.securechat.Problem;
import io.securechat.irc.Utf8;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Joining without a screen: what comes in is said, line by line, and at its end everything must have arrived. */
public final class Filter {
    /** Lines between two round trips, so that a long file does not run far ahead of the server. */
    private static final int WINDOW = 64;

    /** Bytes of a line that count as one more: it may become a message for each of them. */
    private static final int PIECE = 256;

    private final ChatClient client;
    private final TextLines in;
    private final boolean typed;
    private final String room;

    /** Why nothing more can be read; what was read before is said all the same. */
    private @Nullable Problem unreadable;

    /**
     * Reads nothing yet.
     *
     * @param typed whether a person types the lines, commands among them; else each is a message, but for a bare {@code quit}
     * @param room that the messages are for, and no other; without one it is where the user is at first
     */
    public Filter(ChatClient client, TextLines in, boolean typed, Optional<String> room) {
        this.client = client;
        this.in = in;
        this.typed = typed;
        this.room = room.or(client::room).orElse("");
    }

    /**
     * Runs until the end of the input.
     *
     * @throws Problem if the connection was lost, the user is not in the room, or the server did not confirm every message
     */
    public void run() {
        if (!typed) {
            check();
        }
        CompletableFuture<Void> done = client.ended().copy();
        Thread reader = new Thread(
                () -> {
                    try {
                        copy();
                        done.complete(null);
                    } catch (RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                },
                "input");
        reader.setDaemon(true);
        reader.start();
        Failures.await(done);
        if (client.undelivered() > 0) {
            throw new Problem(
                    "the server did not take every message: " + client.undelivered() + " did not arrive",
                    "the lines above tell why");
        }
    }

    private void check() {
        if (room.isEmpty()) {
            throw new Problem("there is no room to speak in", "name one: --room #tea");
        }
        checkRoom();
        if (!client.echoes()) {
            throw new Problem(
                    "this server does not confirm messages (no echo-message)",
                    "without it nobody can tell whether the input has arrived");
        }
    }

    private void checkRoom() {
        if (!client.isIn(room)) {
            throw new Problem("you are not in " + room, "the lines above tell why");
        }
    }

    private void copy() {
        int ahead = 0;
        for (String line = next(); line != null && !line.equals("quit"); line = next()) {
            int weight = 1 + Utf8.length(line) / PIECE;
            if (ahead > 0 && ahead + weight > WINDOW) {
                flush();
                ahead = 0;
            }
            ahead += weight;
            if (!typed) {
                checkRoom();
                client.say(room, line);
            } else if (!client.typed(line)) {
                break;
            }
        }
        flush();
        if (unreadable != null) {
            throw unreadable;
        }
    }

    /** The next line; null at the end of what can be read. */
    private @Nullable String next() {
        try {
            return in.next();
        } catch (Problem e) {
            unreadable = e;
            return null;
        }
    }

    private void flush() {
        Failures.await(client.flush());
    }
}
