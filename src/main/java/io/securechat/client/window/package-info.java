/** The open rooms and private conversations: the current one is shown, the others are counted. */
@NullMarked
package io.securechat.client.window;

import org.jspecify.annotations.NullMarked;
