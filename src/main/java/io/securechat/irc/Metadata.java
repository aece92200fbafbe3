package io.securechat.irc;

import java.util.regex.Pattern;

/** Keys and limits of the metadata of users and channels (IRCv3 draft/metadata-2 and -3). */
public final class Metadata {
    /** The type of the batch that lists metadata. */
    public static final String BATCH_TYPE = "metadata";

    /** The type of the batch that lists subscriptions (draft/metadata-3). */
    public static final String SUBSCRIPTIONS_BATCH_TYPE = "metadata-subs";

    /** The target of a SYNC that covers all users and channels visible to a client. */
    public static final String ALL = "*ALL";

    /** The number of keys of a user or a channel, at most. */
    public static final int MAX_KEYS = 20;

    /** The number of subscriptions of a session, at most. */
    public static final int MAX_SUBSCRIPTIONS = 50;

    /** The length of a key in bytes, at most. */
    public static final int MAX_KEY = 50;

    /** The length of a value in bytes of UTF-8, at most. */
    public static final int MAX_VALUE = 300;

    static final String LIMITS = "before-connect,max-subs=" + MAX_SUBSCRIPTIONS + ",max-keys=" + MAX_KEYS
            + ",max-key-bytes=" + MAX_KEY + ",max-value-bytes=" + MAX_VALUE;

    private static final Pattern KEY = Pattern.compile("[a-z0-9_./-]{1," + MAX_KEY + "}");

    private Metadata() {}

    /** Returns whether a key is valid: 1 to {@value #MAX_KEY} of {@code a-z}, {@code 0-9} and {@code _./-}. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }
}
