/** Messages of the user that the server has not confirmed yet. */
@NullMarked
package io.securechat.client.outbox;

import org.jspecify.annotations.NullMarked;
