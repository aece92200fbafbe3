/** {@code join --check}: the connection diagnosed step by step. */
@NullMarked
package io.securechat.client.check;

import org.jspecify.annotations.NullMarked;
