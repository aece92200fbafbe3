/** Commands that read, search, mark and redact history. */
@NullMarked
package io.securechat.server.command.history;

import org.jspecify.annotations.NullMarked;
