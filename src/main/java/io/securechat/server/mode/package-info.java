/** Modes of channels and users, statuses, and masks. */
@NullMarked
package io.securechat.server.mode;

import org.jspecify.annotations.NullMarked;
