/** Text search, independent of where entries are kept. */
@NullMarked
package io.securechat.history.search;

import org.jspecify.annotations.NullMarked;
