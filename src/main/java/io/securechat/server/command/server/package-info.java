/** Commands of connections, accounts and operators, and about the server; the table of all commands. */
@NullMarked
package io.securechat.server.command.server;

import org.jspecify.annotations.NullMarked;
