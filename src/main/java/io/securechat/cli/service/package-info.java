/** The service manager that supervises a server, such as systemd. */
@NullMarked
package io.securechat.cli.service;

import org.jspecify.annotations.NullMarked;
