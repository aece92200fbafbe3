package io.securechat.client.setting;

/** The use of a feature of the terminal. */
public enum When {
    /** If the terminal has it. */
    AUTO,
    ALWAYS,
    NEVER
}
