package io.securechat.server.settings;

/** The naming policy: the value of {@code serve --names}. */
public enum NamePolicy {
    /**
     * Certificates from a trusted CA give their holder's nick; holders of pinned ones are guests, who choose a nick.
     */
    AUTO,
    /** All clients need a certificate from a trusted CA, which gives their nick. */
    CERTIFICATE,
    /** All users choose a nick; the name in a certificate becomes the account of those who log in by SASL. */
    FREE
}
