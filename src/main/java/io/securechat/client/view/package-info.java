/** Events as text: for the terminal, plain lines or JSON. */
@NullMarked
package io.securechat.client.view;

import org.jspecify.annotations.NullMarked;
