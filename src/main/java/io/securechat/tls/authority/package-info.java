/** A certificate authority in a folder: issuing, revoking, and the log of both. */
@NullMarked
package io.securechat.tls.authority;

import org.jspecify.annotations.NullMarked;
