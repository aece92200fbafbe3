/** TLS connections on their event loops: reading, writing, handshakes. Knows no users. */
@NullMarked
package io.securechat.server.connection;

import org.jspecify.annotations.NullMarked;
