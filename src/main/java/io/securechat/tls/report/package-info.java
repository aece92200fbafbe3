/** Failures of certificates and handshakes in plain words. */
@NullMarked
package io.securechat.tls.report;

import org.jspecify.annotations.NullMarked;
