/** The command line: options, exit codes, and the wiring of the other packages. Only {@code cli} uses picocli. */
@NullMarked
package io.securechat.cli;

import org.jspecify.annotations.NullMarked;
