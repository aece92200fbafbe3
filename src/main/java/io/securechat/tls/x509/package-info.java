/** Keys, certificates and the names in them. */
@NullMarked
package io.securechat.tls.x509;

import org.jspecify.annotations.NullMarked;
