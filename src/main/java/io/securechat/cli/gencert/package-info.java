/** Issuing certificates: options, names, files and reports of gencert. */
@NullMarked
package io.securechat.cli.gencert;

import org.jspecify.annotations.NullMarked;
