/** Text utilities: sanitizing, descriptions of certificates, bounded maps. */
@NullMarked
package io.securechat.client.text;

import org.jspecify.annotations.NullMarked;
