/** The parts that all commands share: rows and lists of targets. */
@NullMarked
package io.securechat.server.command;

import org.jspecify.annotations.NullMarked;
