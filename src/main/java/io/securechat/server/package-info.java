/** The chat server: connections on their event loops, everything that they share on one thread. */
@NullMarked
package io.securechat.server;

import org.jspecify.annotations.NullMarked;
