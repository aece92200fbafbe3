/** Completion in the user's shell. */
@NullMarked
package io.securechat.cli.completion;

import org.jspecify.annotations.NullMarked;
