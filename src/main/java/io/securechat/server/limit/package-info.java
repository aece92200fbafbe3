/** Limits on what clients may use: rates, handshakes, questions to the journal. */
@NullMarked
package io.securechat.server.limit;

import org.jspecify.annotations.NullMarked;
