/** join, at a terminal and as a filter. */
@NullMarked
package io.securechat.cli.join;

import org.jspecify.annotations.NullMarked;
