/** People who may not connect, whatever certificate a CA has given them. */
@NullMarked
package io.securechat.server.block;

import org.jspecify.annotations.NullMarked;
