/** Certificates, keys, and whom to trust; one factory for the TLS contexts of both sides. Only here is Bouncy Castle known. */
@NullMarked
package io.securechat.tls;

import org.jspecify.annotations.NullMarked;
