package io.securechat.client.setting;

/** The background that the colors are made for. */
public enum Palette {
    DARK,
    LIGHT
}
