/** The command line: options, exit codes, and the wiring of the other packages. Only here is picocli known. */
@NullMarked
package io.securechat.cli;

import org.jspecify.annotations.NullMarked;
