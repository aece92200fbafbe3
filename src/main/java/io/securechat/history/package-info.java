/** The journal: the record of all messages, and its storage. */
@NullMarked
package io.securechat.history;

import org.jspecify.annotations.NullMarked;
