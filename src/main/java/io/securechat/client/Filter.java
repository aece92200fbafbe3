package io.securechat.client;

import io.securechat.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Joining without a screen: what comes in is said, line by line, and at its end everything must have arrived. */
public final class Filter {
    /** Lines between two round trips, so that a long file does not run far ahead of the server. */
    private static final int WINDOW = 64;

    private final ChatClient client;
    private final BufferedReader in;
    private final boolean typed;
    private final String room;

    /**
     * Reads nothing yet.
     *
     * @param typed whether a person types the lines, commands among them; else each is a message, but for a bare {@code quit}
     * @param room that the messages are for, and no other; without one it is where the user is at first
     */
    public Filter(ChatClient client, BufferedReader in, boolean typed, Optional<String> room) {
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
                    } catch (RuntimeException e) {
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
        try {
            int lines = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("quit") || (typed && !client.typed(line))) {
                    break;
                } else if (!typed) {
                    checkRoom();
                    client.say(room, line);
                }
                if (++lines % WINDOW == 0) {
                    flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flush();
    }

    private void flush() {
        Failures.await(client.flush());
    }
}
