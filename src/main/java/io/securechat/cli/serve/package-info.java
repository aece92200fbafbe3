/** serve and its commands. */
@NullMarked
package io.securechat.cli.serve;

import org.jspecify.annotations.NullMarked;
