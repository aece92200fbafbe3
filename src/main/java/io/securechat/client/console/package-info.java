/** The terminal: a line editor with messages above it. Only this package uses JLine. */
@NullMarked
package io.securechat.client.console;

import org.jspecify.annotations.NullMarked;
