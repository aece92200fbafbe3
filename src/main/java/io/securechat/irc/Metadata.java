package io.securechat.irc;

import java.util.regex.Pattern;

/** What clients may tell about themselves and about channels (IRCv3 draft/metadata-2 and -3). */
public final class Metadata {
    /** The type of the batch in which it is listed. */
    public static final String BATCH_TYPE = "metadata";

    /** The type of the batch in which draft/metadata-3 lists subscriptions. */
    public static final String SUBSCRIPTIONS_BATCH_TYPE = "metadata-subs";

    /** Stands for everybody and everything of which a client is told. */
    public static final String ALL = "*ALL";

    /** Keys that a user or a channel can have. */
    public static final int MAX_KEYS = 20;

    /** Keys of which a session can be told. */
    public static final int MAX_SUBSCRIPTIONS = 50;

    /** Bytes of a key. */
    public static final int MAX_KEY = 50;

    /** Bytes of a value in UTF-8. */
    public static final int MAX_VALUE = 300;

    static final String LIMITS = "before-connect,max-subs=" + MAX_SUBSCRIPTIONS + ",max-keys=" + MAX_KEYS
            + ",max-key-bytes=" + MAX_KEY + ",max-value-bytes=" + MAX_VALUE;

    private static final Pattern KEY = Pattern.compile("[a-z0-9_./-]{1," + MAX_KEY + "}");

    private Metadata() {}

    /** Whether a key is valid: {@code a-z}, {@code 0-9} and {@code _./-}, at most {@value #MAX_KEY} of them. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }
}
