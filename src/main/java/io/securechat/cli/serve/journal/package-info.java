/** The commands below serve that maintain the journal. */
@NullMarked
package io.securechat.cli.serve.journal;

import org.jspecify.annotations.NullMarked;
