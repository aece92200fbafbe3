/** Sessions: registration, lines in turn, and the replies to them; the users and persons behind them. */
@NullMarked
package io.securechat.server.session;

import org.jspecify.annotations.NullMarked;
