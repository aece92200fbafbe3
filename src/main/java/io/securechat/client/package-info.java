/** The console client. Only this package uses JLine. */
@NullMarked
package io.securechat.client;

import org.jspecify.annotations.NullMarked;
