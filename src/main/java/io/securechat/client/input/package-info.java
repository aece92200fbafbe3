/** The user's input: commands, messages, completion, pasted text. */
@NullMarked
package io.securechat.client.input;

import org.jspecify.annotations.NullMarked;
