/** The state of the chat as the server tells it: rooms, accounts, own modes. */
@NullMarked
package io.securechat.client.conversation;

import org.jspecify.annotations.NullMarked;
