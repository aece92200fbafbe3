/** Options from the environment, from configuration files and from argument files. */
@NullMarked
package io.securechat.cli.configuration;

import org.jspecify.annotations.NullMarked;
