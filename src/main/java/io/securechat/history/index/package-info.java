/** The full-text index of a journal. */
@NullMarked
package io.securechat.history.index;

import org.jspecify.annotations.NullMarked;
