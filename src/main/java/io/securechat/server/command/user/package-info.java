/** Commands about users: AWAY, WHO, WHOIS, MODE, MONITOR, METADATA and others. */
@NullMarked
package io.securechat.server.command.user;

import org.jspecify.annotations.NullMarked;
