/** Reading of damaged journals, page by page. */
@NullMarked
package io.securechat.history.salvage;

import org.jspecify.annotations.NullMarked;
