/** What the user types: commands, messages, completion, paste. */
@NullMarked
package io.securechat.client.input;

import org.jspecify.annotations.NullMarked;
