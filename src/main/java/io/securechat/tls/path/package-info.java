/** Certification path building and validation (RFC 4158, RFC 5280 section 6). */
@NullMarked
package io.securechat.tls.path;

import org.jspecify.annotations.NullMarked;
