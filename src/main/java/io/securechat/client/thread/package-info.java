/** The thread of the conversation, and tasks for later. */
@NullMarked
package io.securechat.client.thread;

import org.jspecify.annotations.NullMarked;
