/** The commands below serve. */
@NullMarked
package io.securechat.cli.serve.command;

import org.jspecify.annotations.NullMarked;
