/** The process and its terminal: standard streams, prompts, log, wrong usage. */
@NullMarked
package io.securechat.cli.terminal;

import org.jspecify.annotations.NullMarked;
