/** Requests to the server and their answers, by label and batch. */
@NullMarked
package io.securechat.client.request;

import org.jspecify.annotations.NullMarked;
