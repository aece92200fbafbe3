/** The grammar and vocabulary of IRC, without sockets and state. */
@NullMarked
package io.securechat.irc;

import org.jspecify.annotations.NullMarked;
