/** The thread {@code chat} and what it owns. */
@NullMarked
package io.securechat.server.chat;

import org.jspecify.annotations.NullMarked;
