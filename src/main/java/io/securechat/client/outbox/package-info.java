/** The user's messages that the server has not confirmed yet. */
@NullMarked
package io.securechat.client.outbox;

import org.jspecify.annotations.NullMarked;
