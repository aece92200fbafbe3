/** The settings of a server, and its credentials. */
@NullMarked
package io.securechat.server.settings;

import org.jspecify.annotations.NullMarked;
