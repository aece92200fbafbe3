/** TLS connections on their event loops: listening, handshakes, reading, writing. Knows no users. */
@NullMarked
package io.securechat.server.connection;

import org.jspecify.annotations.NullMarked;
