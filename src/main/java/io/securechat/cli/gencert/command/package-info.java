/** The commands of gencert. */
@NullMarked
package io.securechat.cli.gencert.command;

import org.jspecify.annotations.NullMarked;
