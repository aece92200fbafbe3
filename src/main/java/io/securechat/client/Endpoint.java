package io.securechat.client;

import io.securechat.tls.Identity;
import io.securechat.tls.Trust;

/**
 * A server, and how to meet it.
 *
 * @param host a name or an address
 * @param identity what the server shall see of the user
 * @param trust which servers the user accepts
 * @param verifyHost whether the server's certificate must be for {@code host}
 */
public record Endpoint(String host, int port, Identity identity, Trust trust, boolean verifyHost) {
    /** Host and port as people write them. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
