package io.securechat.irc;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An IRCv3 capability: its name, value, and bit in a set. */
public enum Capability {
    ACCOUNT_NOTIFY("account-notify"),
    ACCOUNT_TAG("account-tag"),
    AWAY_NOTIFY("away-notify"),
    BATCH("batch"),
    CAP_NOTIFY("cap-notify"),
    ECHO_MESSAGE("echo-message"),
    EXTENDED_JOIN("extended-join"),
    EXTENDED_MONITOR("extended-monitor"),
    INVITE_NOTIFY("invite-notify"),
    LABELED_RESPONSE("labeled-response"),
    MESSAGE_TAGS("message-tags"),
    MULTI_PREFIX("multi-prefix"),
    SASL("sasl", "EXTERNAL"),
    SERVER_TIME("server-time"),
    SETNAME("setname"),
    STANDARD_REPLIES("standard-replies"),
    USERHOST_IN_NAMES("userhost-in-names"),
    CHANNEL_RENAME("draft/channel-rename"),
    CHATHISTORY("draft/chathistory"),
    EVENT_PLAYBACK("draft/event-playback"),
    MESSAGE_REDACTION("draft/message-redaction"),
    METADATA("draft/metadata-2", Metadata.LIMITS),
    METADATA_3("draft/metadata-3", Metadata.LIMITS),
    MULTILINE("draft/multiline", Multiline.LIMITS),
    NO_IMPLICIT_NAMES("draft/no-implicit-names"),
    PRE_AWAY("draft/pre-away"),
    READ_MARKER("draft/read-marker"),
    NONCE("securechat.io/nonce"),
    SEARCH("soju.im/search");

    private static final Map<String, Capability> BY_WIRE_NAME = new HashMap<>();

    static {
        for (Capability capability : values()) {
            BY_WIRE_NAME.put(capability.wireName, capability);
        }
    }

    private final String wireName;

    private final String value;

    Capability(String wireName) {
        this(wireName, "");
    }

    Capability(String wireName, String value) {
        this.wireName = wireName;
        this.value = value;
    }

    /** Returns the name in CAP LS and CAP REQ, which is case-sensitive. */
    public String wireName() {
        return wireName;
    }

    /** Returns the value in CAP LS, or the empty string if there is none. */
    public String value() {
        return value;
    }

    /** Returns the name with its value, such as {@code sasl=EXTERNAL}, for CAP LS of version 302 and later. */
    public String advertisement() {
        return value.isEmpty() ? wireName : wireName + "=" + value;
    }

    /** Returns the bit of this capability in a set of capabilities, which is a {@code long}. */
    @SuppressWarnings("EnumOrdinal") // never stored or sent
    public long bit() {
        return 1L << ordinal();
    }

    /** Returns whether a set of capabilities has this one. */
    public boolean in(long set) {
        return (set & bit()) != 0;
    }

    /** Returns the capability of a name, or null if there is none. */
    public static @Nullable Capability of(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }
}
