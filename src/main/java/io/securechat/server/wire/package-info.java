/** Lines in and messages out: framing, encoding, and the refusal of a command. */
@NullMarked
package io.securechat.server.wire;

import org.jspecify.annotations.NullMarked;
