/** Options from the environment, from securechat.properties and from argument files. */
@NullMarked
package io.securechat.cli.configuration;

import org.jspecify.annotations.NullMarked;
