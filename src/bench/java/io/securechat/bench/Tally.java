package io.securechat.bench;

/** Whether each client hears each speaker's messages once and in order: they are numbered from 0. */
final class Tally {
    /** By client and speaker, the number that should be heard next; nothing for who does not listen. */
    private final int[][] next;

    private long delivered;
    private long skipped;
    private long doubled;

    Tally(int clients, int speakers) {
        this.next = new int[clients][speakers];
    }

    /** A client has heard something; tells whether it counts as delivered. */
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

    /** A client does not listen any more. */
    void deafen(int client) {
        next[client] = new int[0];
    }

    /** How many of a speaker's messages have still to come to the others, if there were so many. */
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

    /** What has not come before something later did. */
    long skipped() {
        return skipped;
    }

    /** What has come again, or behind something later. */
    long doubled() {
        return doubled;
    }
}
