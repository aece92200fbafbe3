/** One client's session: registration, its lines in turn, and the replies to them. */
@NullMarked
package io.securechat.server.session;

import org.jspecify.annotations.NullMarked;
