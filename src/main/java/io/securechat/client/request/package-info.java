/** Questions to the server and the answers to them, by label and batch. */
@NullMarked
package io.securechat.client.request;

import org.jspecify.annotations.NullMarked;
