/** Key and certificate files. */
@NullMarked
package io.securechat.tls.pem;

import org.jspecify.annotations.NullMarked;
