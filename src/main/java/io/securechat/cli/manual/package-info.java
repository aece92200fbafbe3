/** Manual pages for man, made from the commands. */
@NullMarked
package io.securechat.cli.manual;

import org.jspecify.annotations.NullMarked;
