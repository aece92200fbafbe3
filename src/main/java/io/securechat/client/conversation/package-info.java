/** The state of the chat as the server reports it: rooms, accounts, the user's own modes. */
@NullMarked
package io.securechat.client.conversation;

import org.jspecify.annotations.NullMarked;
