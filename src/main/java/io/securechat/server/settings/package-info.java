/** The settings of a server. */
@NullMarked
package io.securechat.server.settings;

import org.jspecify.annotations.NullMarked;
