/** Messages, and the commands of channels: membership, topics, modes, lists, renaming. */
@NullMarked
package io.securechat.server.command.channel;

import org.jspecify.annotations.NullMarked;
