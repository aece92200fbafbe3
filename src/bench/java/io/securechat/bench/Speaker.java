package io.securechat.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A sender in a {@link Talk}, with its messages and the number of clients that have not received each yet. */
final class Speaker {
    private final Client client;
    private final byte[] line;
    private int[] unheardBy = new int[1024];
    private long[] due = new long[1024];
    private int said;
    private int heard;
    private @Nullable ByteBuf pending;

    /** @param bytes the length of a message's text, including its stamp */
    Speaker(Client client, int bytes) {
        this.client = client;
        String text = "all work and no play makes a dull benchmark ".repeat(bytes / 44 + 1);
        String padding = text.substring(0, bytes - Stamp.LENGTH);
        this.line = (client.prefix() + padding + "~00000000\r\n").getBytes(US_ASCII);
    }

    /** Adds the next message, which the next {@link #flush} sends. */
    void say(int listeners, long dueAt) {
        if (said == due.length) {
            unheardBy = Arrays.copyOf(unheardBy, said * 2);
            due = Arrays.copyOf(due, said * 2);
        }
        unheardBy[said] = listeners;
        due[said] = dueAt;
        Stamp.write(line, line.length - 2, client.number(), said);
        said++;
        if (pending == null) {
            pending = client.buffer();
        }
        pending.writeBytes(line);
    }

    void flush() {
        if (pending != null) {
            client.send(pending);
            pending = null;
        }
    }

    /** Counts a delivery. Returns whether all have received the message now. */
    boolean isHeardByAll(int number) {
        unheardBy[number]--;
        if (unheardBy[number] == 0) {
            heard++;
            return true;
        }
        return false;
    }

    long due(int number) {
        return due[number];
    }

    int said() {
        return said;
    }

    /** Returns whether all have received all messages. */
    boolean isHeard() {
        return heard == said;
    }
}
