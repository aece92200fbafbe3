package io.securechat.client.setting;

/** The background that the colors are made for. */
public enum Palette {
    /** The one that the terminal states; dark if it states none. */
    AUTO,
    DARK,
    LIGHT
}
