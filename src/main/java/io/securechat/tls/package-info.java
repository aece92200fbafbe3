/** Certificates, keys, trust, and the TLS contexts of both sides. The only package that uses Bouncy Castle. */
@NullMarked
package io.securechat.tls;

import org.jspecify.annotations.NullMarked;
