/** Users: who is connected, whom a nick belongs to, and which connections are admitted. */
@NullMarked
package io.securechat.server.user;

import org.jspecify.annotations.NullMarked;
