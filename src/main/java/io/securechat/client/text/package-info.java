/** Text for people: sanitizing, certificates, bounded maps. */
@NullMarked
package io.securechat.client.text;

import org.jspecify.annotations.NullMarked;
