/** Earlier and missed messages, each shown once and in order. */
@NullMarked
package io.securechat.client.history;

import org.jspecify.annotations.NullMarked;
