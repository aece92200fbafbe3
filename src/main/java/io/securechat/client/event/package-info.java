/** Events of the chat, as values that a view draws. */
@NullMarked
package io.securechat.client.event;

import org.jspecify.annotations.NullMarked;
