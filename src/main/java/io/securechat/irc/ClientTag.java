package io.securechat.irc;

/** The tags that clients exchange through the server: answers, reactions and typing notices (IRCv3 client-only tags). */
public enum ClientTag {
    /** The identifier of the message that this one is about. */
    REPLY("+draft/reply", "+reply"),
    /** A reaction to the message of {@link #REPLY}, usually an emoji. */
    REACT("+draft/react", "+react"),
    /** A reaction that is taken back. */
    UNREACT("+draft/unreact", "+unreact"),
    /** The state of a message that is being written: {@code active}, {@code paused} or {@code done}. */
    TYPING("+typing", "+draft/typing");

    private final String wireName;
    private final String otherName;

    ClientTag(String wireName, String otherName) {
        this.wireName = wireName;
        this.otherName = otherName;
    }

    /** Returns the name to send. */
    public String wireName() {
        return wireName;
    }

    /** Returns the other name, which some clients send. */
    public String otherName() {
        return otherName;
    }

    /** Returns the value of this tag in a message; empty if it has none. */
    public String of(Message message) {
        String value = message.tags().getOrDefault(wireName, "");
        return value.isEmpty() ? message.tags().getOrDefault(otherName, "") : value;
    }
}
