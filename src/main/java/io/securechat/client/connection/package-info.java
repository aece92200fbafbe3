/** The connection to a server: dialing, TLS, registration, reconnecting. */
@NullMarked
package io.securechat.client.connection;

import org.jspecify.annotations.NullMarked;
