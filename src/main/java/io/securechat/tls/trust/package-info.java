/** Trust in certificates: CAs, pins, revocation lists. */
@NullMarked
package io.securechat.tls.trust;

import org.jspecify.annotations.NullMarked;
