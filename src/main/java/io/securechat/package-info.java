/** Group chat in the terminal, with the certificate as identity. This package has what all others share. */
@NullMarked
package io.securechat;

import org.jspecify.annotations.NullMarked;
