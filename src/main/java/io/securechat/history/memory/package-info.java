/** A journal in memory. */
@NullMarked
package io.securechat.history.memory;

import org.jspecify.annotations.NullMarked;
