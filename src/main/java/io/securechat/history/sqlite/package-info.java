/** Reading and writing the tables of a journal. */
@NullMarked
package io.securechat.history.sqlite;

import org.jspecify.annotations.NullMarked;
