package io.securechat.server.mode;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The status of a channel member, highest first: the {@code PREFIX} of its nick. */
public enum Status {
    OPERATOR(ChannelMode.OPERATOR, '@'),
    VOICE(ChannelMode.VOICE, '+');

    private static final Status[] ALL = values();

    private final ChannelMode mode;
    private final char prefix;

    Status(ChannelMode mode, char prefix) {
        this.mode = mode;
        this.prefix = prefix;
    }

    /** The mode that gives it. */
    ChannelMode mode() {
        return mode;
    }

    public char prefix() {
        return prefix;
    }

    /** The status that a mode gives, or null if it gives none. */
    public static @Nullable Status of(ChannelMode mode) {
        for (Status status : values()) {
            if (status.mode == mode) {
                return status;
            }
        }
        return null;
    }

    /** The status of a prefix, or null if there is none. */
    public static @Nullable Status of(char prefix) {
        for (Status status : values()) {
            if (status.prefix == prefix) {
                return status;
            }
        }
        return null;
    }

    /** All prefixes, highest first: {@code STATUSMSG}. */
    public static String prefixes() {
        return prefixes(EnumSet.allOf(Status.class));
    }

    /** The prefix of the highest status, or nothing if there is none. */
    public static String highest(Set<Status> statuses) {
        String prefixes = prefixes(statuses);
        return prefixes.isEmpty() ? "" : prefixes.substring(0, 1);
    }

    /** The prefixes of some statuses, highest first. */
    public static String prefixes(Set<Status> statuses) {
        if (statuses.isEmpty()) {
            return "";
        }
        StringBuilder prefixes = new StringBuilder(ALL.length);
        for (Status status : ALL) {
            if (statuses.contains(status)) {
                prefixes.append(status.prefix);
            }
        }
        return prefixes.toString();
    }
}
