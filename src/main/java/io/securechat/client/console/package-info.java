/** The terminal: a line editor with messages above it, by JLine. */
@NullMarked
package io.securechat.client.console;

import org.jspecify.annotations.NullMarked;
