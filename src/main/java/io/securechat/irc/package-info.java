/** The grammar and vocabulary of IRC: no sockets, no state, and nothing of the other packages. */
@NullMarked
package io.securechat.irc;

import org.jspecify.annotations.NullMarked;
