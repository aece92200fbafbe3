package io.securechat.server;

/** Who bears which name: what {@code serve --names} takes. */
public enum NamePolicy {
    /** Whom a trusted CA has issued a certificate bears the name in it; holders of pinned ones are guests with free nicks. */
    AUTO,
    /** Everybody bears the name in a certificate that a trusted CA has issued; there are no guests. */
    CERTIFICATE,
    /** Everybody chooses any free nick; the name in a certificate becomes the account of those who log in by SASL. */
    FREE
}
