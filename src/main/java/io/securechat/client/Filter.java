package io.securechat.client;

import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.client.connection.Failures;
import io.securechat.client.input.TextLines;
import io.securechat.irc.Utf8;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends each line of standard input as a message, and checks at the end that all were delivered. */
public final class Filter {
    /** Lines between two round trips, which keep a long input in step with the server. */
    private static final int WINDOW = 64;

    /** Bytes of a line that count as one more line: a long line may become several messages. */
    private static final int PIECE = 256;

    private final ChatClient client;
    private final TextLines in;
    private final boolean typed;
    private final String room;

    /** The reason why reading stopped; the lines before it are sent. */
    private @Nullable Problem unreadable;

    /**
     * Creates a filter that has read nothing.
     *
     * @param typed true if a user types the lines, which may be commands; otherwise each is a message, except {@code quit}
     * @param room the room to send to; by default the one that the user is in at first
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
     * @throws Problem if the connection is lost, the user is not in the room, or the server did not confirm every message
     */
    public void run() {
        if (!typed) {
            check();
        }
        CompletableFuture<Void> done = client.ended().copy();
        Threads.daemon("input", () -> {
                    try {
                        copy();
                        done.complete(null);
                    } catch (RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                })
                .start();
        Failures.await(done);
        int undelivered = client.undelivered();
        if (undelivered > 0) {
            throw new Problem(
                    "the server did not accept every message: "
                            + (undelivered == 1 ? "1 message was" : undelivered + " messages were") + " not delivered",
                    "see the reasons above");
        }
    }

    private void check() {
        if (room.isEmpty()) {
            throw new Problem("there is no room to send to", "name one: --room #tea");
        }
        checkRoom();
        if (!client.echoes()) {
            throw new Problem(
                    "this server does not confirm messages (no echo-message)",
                    "without it, delivery cannot be checked");
        }
    }

    private void checkRoom() {
        if (!client.isIn(room)) {
            throw new Problem("you are not in " + room, "see the reasons above");
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

    /** Returns the next line, or null at the end of the input. */
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
