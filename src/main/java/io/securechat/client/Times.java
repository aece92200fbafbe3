package io.securechat.client;

import io.securechat.irc.ServerTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as parameters of commands: {@code timestamp=2026-11-24T09:00:00.000Z} (IRCv3 chathistory, read-marker). */
final class Times {
    private static final String PREFIX = "timestamp=";

    private Times() {}

    static String parameter(Instant at) {
        return PREFIX + ServerTime.format(at);
    }

    /** The time in a parameter, which may lack its prefix; null if there is none in it, as in {@code *}. */
    static @Nullable Instant ofParameter(String parameter) {
        return ServerTime.parse(parameter.startsWith(PREFIX) ? parameter.substring(PREFIX.length()) : parameter);
    }
}
