/** Group chat in the terminal, with the certificate as identity. */
@NullMarked
package io.securechat;

import org.jspecify.annotations.NullMarked;
