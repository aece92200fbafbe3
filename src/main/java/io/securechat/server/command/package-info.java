/** Rows of commands: name, parameters, help text and handler. */
@NullMarked
package io.securechat.server.command;

import org.jspecify.annotations.NullMarked;
