/** The console client: a connection, what the user may see of it, and the terminal. Only here is JLine known. */
@NullMarked
package io.securechat.client;

import org.jspecify.annotations.NullMarked;
