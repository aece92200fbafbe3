/** Options that several commands share, and converters of their values. */
@NullMarked
package io.securechat.cli.option;

import org.jspecify.annotations.NullMarked;
