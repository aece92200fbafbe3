package io.securechat.server;

import java.time.Duration;

/**
 * How much somebody may send.
 *
 * @param messages how many at once, and then again in each span of time
 */
public record Rate(int messages, Duration per) {}
