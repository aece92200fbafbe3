package io.securechat.client.setting;

/** The way to show a message that is longer than a line of the screen. */
public enum Wrap {
    /** Between words, with an indent. */
    WORD,
    /** By the terminal, which can reflow it. */
    SOFT
}
