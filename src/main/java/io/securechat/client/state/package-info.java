/** The client's folders, and the small files in which it keeps its state. */
@NullMarked
package io.securechat.client.state;

import org.jspecify.annotations.NullMarked;
