package io.securechat.bench;

/** Checks that each client receives each speaker's messages once and in order. Messages are numbered from 0. */
final class Tally {
    /** The number of the next message, by client and speaker; empty for a client that does not listen. */
    private final int[][] next;

    private long delivered;
    private long skipped;
    private long doubled;

    Tally(int clients, int speakers) {
        this.next = new int[clients][speakers];
    }

    /** A client has received a message. Returns whether it counts as delivered. */
    boolean heard(int client, int speaker, int number) {
        int[] expected = next[client];
        if (speaker >= expected.length) {
            return false;
        }
        if (number < expected[speaker]) {
            doubled++;
            return false;
        }
        skipped += number - expected[speaker];
        expected[speaker] = number + 1;
        delivered++;
        return true;
    }

    /** Excludes a client from now on. */
    void deafen(int client) {
        next[client] = new int[0];
    }

    /** Returns the number of outstanding deliveries of a speaker's messages. */
    long outstanding(int speaker, int said) {
        long count = 0;
        for (int client = 0; client < next.length; client++) {
            if (client != speaker && next[client].length > 0) {
                count += said - next[client][speaker];
            }
        }
        return count;
    }

    long delivered() {
        return delivered;
    }

    /** The number of messages that a later one has overtaken. */
    long skipped() {
        return skipped;
    }

    /** The number of messages that came again, or after a later one. */
    long doubled() {
        return doubled;
    }
}
