/** Commands about users: WHO, WHOIS, MODE, MONITOR, METADATA. */
@NullMarked
package io.securechat.server.command.user;

import org.jspecify.annotations.NullMarked;
