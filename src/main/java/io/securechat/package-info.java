/** Group chat on the console where your certificate is who you are. */
@NullMarked
package io.securechat;

import org.jspecify.annotations.NullMarked;
