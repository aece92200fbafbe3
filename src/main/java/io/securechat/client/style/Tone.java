package io.securechat.client.style;

/** The part that a piece of text plays, which {@link Styles} gives its colour. */
public enum Tone {
    PLAIN,
    BOLD,
    /** Secondary: times, remarks, the past. */
    DIM,
    /** An error. */
    WRONG,
    WARNING,
    /** Of a private message. */
    PRIVATE,
    /** The user's own name in a message. */
    MENTION,
    /** The words that a search was for. */
    FOUND
}
