/** Commands about channels, and messages to them. */
@NullMarked
package io.securechat.server.command.channel;

import org.jspecify.annotations.NullMarked;
