/** Users: who is online, whose nick is whose, and who may connect. */
@NullMarked
package io.securechat.server.user;

import org.jspecify.annotations.NullMarked;
