/** The control socket of a running server, and its commands. */
@NullMarked
package io.securechat.cli.control;

import org.jspecify.annotations.NullMarked;
