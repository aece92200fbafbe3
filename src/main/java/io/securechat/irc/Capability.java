package io.securechat.irc;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A capability of IRCv3: its name on the wire and the bit that stands for it in a set. */
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

    /** The name in CAP LS and CAP REQ, case-sensitive. */
    public String wireName() {
        return wireName;
    }

    /** What more there is to know about the capability, or the empty string. */
    public String value() {
        return value;
    }

    /** How CAP LS shows it to those who understand values (version 302 and later): {@code sasl=EXTERNAL}. */
    public String advertisement() {
        return value.isEmpty() ? wireName : wireName + "=" + value;
    }

    /** The capability's place in a set of capabilities that is kept as a {@code long}. */
    @SuppressWarnings("EnumOrdinal") // never stored or sent
    public long bit() {
        return 1L << ordinal();
    }

    /** Whether a set kept as a {@code long} has this capability. */
    public boolean in(long set) {
        return (set & bit()) != 0;
    }

    public static @Nullable Capability of(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }
}
