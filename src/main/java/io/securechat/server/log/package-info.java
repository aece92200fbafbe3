/** The connection in each line of the log, and the audit log. */
@NullMarked
package io.securechat.server.log;

import org.jspecify.annotations.NullMarked;
