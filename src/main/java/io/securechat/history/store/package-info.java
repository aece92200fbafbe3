/** Journals in SQLite files, and their maintenance. */
@NullMarked
package io.securechat.history.store;

import org.jspecify.annotations.NullMarked;
