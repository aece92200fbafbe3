/** The settings of the client, and the file that keeps them. */
@NullMarked
package io.securechat.client.setting;

import org.jspecify.annotations.NullMarked;
