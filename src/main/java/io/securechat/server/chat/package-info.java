/** The thread {@code chat}, and {@code Chat}: the state that it owns. */
@NullMarked
package io.securechat.server.chat;

import org.jspecify.annotations.NullMarked;
