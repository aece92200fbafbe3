/** What was said, and where it is kept. */
@NullMarked
package io.securechat.history;

import org.jspecify.annotations.NullMarked;
