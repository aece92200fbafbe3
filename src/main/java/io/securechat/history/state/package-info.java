/** Accounts and rooms, kept in memory and saved by the store. */
@NullMarked
package io.securechat.history.state;

import org.jspecify.annotations.NullMarked;
