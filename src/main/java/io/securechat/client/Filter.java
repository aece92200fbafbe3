package io.securechat.client;

import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.client.connection.Failures;
import io.securechat.client.input.TextLines;
import io.securechat.client.script.Step;
import io.securechat.irc.Utf8;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes standard input line by line, and checks at the end that all was delivered. */
public final class Filter {
    /** Lines between two round trips, which keep a long input in step with the server. */
    private static final int WINDOW = 64;

    /** Bytes of a line that count as one more line: a long line may become several messages. */
    private static final int PIECE = 256;

    private static final String QUIT = "quit";

    private final ChatClient client;
    private final TextLines in;
    private final Mode mode;
    private final List<String> rooms;
    private final String room;

    /** The reason why reading stopped; the lines before it are sent. */
    private @Nullable Problem unreadable;

    /** The meaning of a line. */
    public enum Mode {
        /** A line that a user types: a message or a slash command. */
        TYPED,
        /** A message. */
        TEXT,
        /** A command as a JSON object. */
        JSON,
        /** A command if it begins with a brace, and otherwise a message. */
        MIXED
    }

    /**
     * Creates a filter that has read nothing.
     *
     * @param rooms the rooms that the user must be in; messages go to the first, or by default to the one that the user is in at first
     */
    public Filter(ChatClient client, TextLines in, Mode mode, List<String> rooms) {
        this.client = client;
        this.in = in;
        this.mode = mode;
        this.rooms = rooms;
        this.room = rooms.isEmpty() ? client.room().orElse("") : rooms.get(0);
    }

    /**
     * Runs until the end of the input.
     *
     * @throws Problem if the connection is lost, the user is not in a room, or the server did not confirm everything
     */
    public void run() {
        if (mode != Mode.TYPED) {
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
        int failed = client.undelivered();
        if (failed > 0 && (mode == Mode.TYPED || mode == Mode.TEXT)) {
            throw new Problem(
                    "the server did not accept every message: "
                            + (failed == 1 ? "1 message was" : failed + " messages were") + " not delivered",
                    "see the reasons above");
        } else if (failed > 0) {
            throw new Problem(
                    failed == 1 ? "1 command or message failed" : failed + " commands or messages failed",
                    "see the events error, refused and undelivered above");
        }
    }

    private void check() {
        if (mode == Mode.TEXT && room.isEmpty()) {
            throw noRoom();
        }
        checkRooms(client, rooms);
        if (!client.echoes()) {
            throw new Problem(
                    "this server does not confirm messages (no echo-message)",
                    "without it, delivery cannot be checked");
        }
    }

    private static Problem noRoom() {
        return new Problem("there is no room to send to", "name one: --room #tea");
    }

    /**
     * Checks that the user is in all of these rooms.
     *
     * @throws Problem if not
     */
    public static void checkRooms(ChatClient client, List<String> rooms) {
        for (String room : rooms) {
            if (!client.isIn(room)) {
                throw new Problem("you are not in " + room, "see the reasons above");
            }
        }
    }

    private void copy() {
        int ahead = 0;
        for (String line = next(); line != null; line = next()) {
            int weight = 1 + Utf8.length(line) / PIECE;
            if (ahead > 0 && ahead + weight > WINDOW) {
                flush();
                ahead = 0;
            }
            ahead += weight;
            if (!take(line)) {
                break;
            }
        }
        flush();
        if (unreadable != null) {
            throw unreadable;
        }
    }

    /** Takes a line. Returns false if it is the last one. */
    private boolean take(String line) {
        if (mode == Mode.JSON || (mode == Mode.MIXED && line.startsWith("{"))) {
            return run(Step.of(line, in.number(), room));
        } else if (line.equals(QUIT)) {
            return false;
        } else if (mode == Mode.TYPED) {
            return client.typed(line);
        } else if (room.isEmpty()) {
            throw noRoom();
        }
        checkRooms(client, List.of(room));
        client.say(room, line);
        return true;
    }

    /** Runs a command. Returns false if it is the last one. */
    private boolean run(Step step) {
        if (step.isAlone()) {
            flush();
        }
        client.script(step::begin);
        if (step.isAlone() && !step.isLast()) {
            flush();
        }
        return !step.isLast();
    }

    /** Returns the next line, or null at the end of the input. */
    private @Nullable String next() {
        while (true) {
            try {
                return in.next();
            } catch (Problem e) {
                if (in.isBroken()) {
                    unreadable = e;
                    return null;
                } else if (mode == Mode.TYPED || mode == Mode.TEXT) {
                    unreadable = new Problem(e.getMessage() + "; neither it nor any later line was sent", e.hint(), e);
                    return null;
                }
                run(Step.unreadable(in.number(), e));
                in.skip();
            }
        }
    }

    private void flush() {
        Failures.await(client.flush());
    }
}
