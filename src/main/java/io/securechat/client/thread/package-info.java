/** The thread that owns the conversation, and delayed tasks on it. */
@NullMarked
package io.securechat.client.thread;

import org.jspecify.annotations.NullMarked;
