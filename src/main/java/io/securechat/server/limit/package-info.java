/** Limits of what clients can use or break: rates, handshakes, work, questions to the journal, failures. */
@NullMarked
package io.securechat.server.limit;

import org.jspecify.annotations.NullMarked;
