package io.securechat.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message for one receiver or many: what its parts are, and which capability of the receiver unlocks each. How it looks to
 * receivers with the same relevant capabilities is the same, so that it needs to be encoded only once for all of them.
 */
final class Outgoing {
    private static final DateTimeFormatter SERVER_TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final @Nullable Part firstTag;
    private final Part firstBody;
    private final long relevant;

    /** A tag, or a form of the body, and what unlocks it; the next one of its kind follows. */
    private record Part(
            String text, long unlockedBy, @Nullable Part next) {
        Part onlyFor(long bit) {
            return new Part(text, unlockedBy | bit, next == null ? null : next.onlyFor(bit));
        }

        boolean isFor(long capabilities) {
            return (unlockedBy & ~capabilities) == 0;
        }
    }

    private Outgoing(@Nullable Part firstTag, Part firstBody, long relevant) {
        this.firstTag = firstTag;
        this.firstBody = firstBody;
        this.relevant = relevant;
    }

    /** A line, without CR and LF, for every receiver. */
    static Outgoing line(String line) {
        return new Outgoing(null, new Part(line, 0, null), 0);
    }

    /** A line for receivers with a capability; without {@link #orElse} the others get nothing. */
    static Outgoing line(String line, Capability unlockedBy) {
        return new Outgoing(null, new Part(line, unlockedBy.bit(), null), unlockedBy.bit());
    }

    /** The same for receivers only that also have a capability. */
    Outgoing onlyFor(Capability capability) {
        return new Outgoing(firstTag, firstBody.onlyFor(capability.bit()), relevant | capability.bit());
    }

    /** What receivers get to whom no form so far is unlocked. */
    Outgoing orElse(String line) {
        return new Outgoing(firstTag, append(firstBody, new Part(line, 0, null)), relevant);
    }

    private static Part append(Part list, Part last) {
        return new Part(list.text, list.unlockedBy, list.next == null ? last : append(list.next, last));
    }

    /** Adds a tag for receivers with a capability. */
    Outgoing tag(String key, String value, Capability unlockedBy) {
        String text = Message.tagSection(Map.of(key, value));
        return new Outgoing(new Part(text, unlockedBy.bit(), firstTag), firstBody, relevant | unlockedBy.bit());
    }

    /** Whether there is a tag of this name for some receivers. */
    boolean isTagged(String key) {
        for (Part tag = firstTag; tag != null; tag = tag.next) {
            if (tag.text.startsWith(key + "=")) {
                return true;
            }
        }
        return false;
    }

    /** Adds the tags that a client has sent along. */
    Outgoing clientTags(Map<String, String> tags) {
        Outgoing tagged = this;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tagged = tagged.tag(tag.getKey(), tag.getValue(), Capability.MESSAGE_TAGS);
        }
        return tagged;
    }

    /** Adds the account of who has done it, if there is one (IRCv3 account-tag). */
    Outgoing by(@Nullable String account) {
        return account == null ? this : tag("account", account, Capability.ACCOUNT_TAG);
    }

    /** Adds the time at which it happened (IRCv3 server-time). */
    Outgoing at(Instant time) {
        return tag("time", SERVER_TIME.format(time), Capability.SERVER_TIME);
    }

    /** The capabilities that matter: receivers that agree in these see the same bytes. */
    long relevant() {
        return relevant;
    }

    /** Writes what a receiver with these capabilities sees, with CR LF; nothing if no form of the body is unlocked. */
    void encode(long capabilities, ByteBuf out) {
        for (Part body = firstBody; body != null; body = body.next) {
            if (body.isFor(capabilities)) {
                char before = '@';
                for (Part tag = firstTag; tag != null; tag = tag.next) {
                    if (tag.isFor(capabilities)) {
                        out.writeByte(before);
                        ByteBufUtil.writeUtf8(out, tag.text);
                        before = ';';
                    }
                }
                if (before == ';') {
                    out.writeByte(' ');
                }
                ByteBufUtil.writeUtf8(out, body.text);
                out.writeShort('\r' << 8 | '\n');
                return;
            }
        }
    }
}
