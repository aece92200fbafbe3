/** SQLite files: opening, locking and checking them. */
@NullMarked
package io.securechat.history.file;

import org.jspecify.annotations.NullMarked;
