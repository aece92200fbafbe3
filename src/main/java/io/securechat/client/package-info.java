/** The console client: one chat session over successive connections. */
@NullMarked
package io.securechat.client;

import org.jspecify.annotations.NullMarked;
