/** Certificates, keys, trust, and the TLS contexts of both sides. Only its sub-packages use Bouncy Castle. */
@NullMarked
package io.securechat.tls;

import org.jspecify.annotations.NullMarked;
