package io.securechat.client.connection;

/**
 * The size limits of one message of several lines (IRCv3 multiline).
 *
 * @param bytes of its text, counting one byte for each LF
 * @param lines of its batch
 */
public record MultilineLimits(int bytes, int lines) {
    /** The server takes no messages of several lines. */
    public static final MultilineLimits NONE = new MultilineLimits(0, 0);

    public boolean allow(int messageBytes, int messageLines) {
        return messageBytes <= bytes && messageLines <= lines;
    }
}
