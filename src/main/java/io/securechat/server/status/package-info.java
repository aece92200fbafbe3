/** The present state of a server, for its administrator. */
@NullMarked
package io.securechat.server.status;

import org.jspecify.annotations.NullMarked;
