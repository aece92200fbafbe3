/** Messages: their targets, delivery and lines, and private messages that wait for a user. */
@NullMarked
package io.securechat.server.message;

import org.jspecify.annotations.NullMarked;
