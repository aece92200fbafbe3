/** What monitoring sees of a server: its measurements and its health, over HTTP. */
@NullMarked
package io.securechat.server.metrics;

import org.jspecify.annotations.NullMarked;
