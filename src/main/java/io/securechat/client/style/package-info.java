/** Text on a terminal: its colours, its lines and its links. */
@NullMarked
package io.securechat.client.style;

import org.jspecify.annotations.NullMarked;
