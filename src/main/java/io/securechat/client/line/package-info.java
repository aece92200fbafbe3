/** The input line of the terminal: its keys, prompts, drafts and histories, by JLine. */
@NullMarked
package io.securechat.client.line;

import org.jspecify.annotations.NullMarked;
