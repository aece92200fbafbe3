/** Commands of programs, as JSON objects. */
@NullMarked
package io.securechat.client.script;

import org.jspecify.annotations.NullMarked;
