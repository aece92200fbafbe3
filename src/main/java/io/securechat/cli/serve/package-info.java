/** serve: the running server. */
@NullMarked
package io.securechat.cli.serve;

import org.jspecify.annotations.NullMarked;
