/** {@code join --check}: a step-by-step diagnosis of the connection. */
@NullMarked
package io.securechat.client.check;

import org.jspecify.annotations.NullMarked;
