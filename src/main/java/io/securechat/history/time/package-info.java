/** Ids of entries, and the time they stand for. */
@NullMarked
package io.securechat.history.time;

import org.jspecify.annotations.NullMarked;
