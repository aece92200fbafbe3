package io.securechat.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.ServerTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message for one receiver or many: what its parts are, and which capability of the receiver unlocks each. How it looks to
 * receivers with the same relevant capabilities is the same, so that it needs to be encoded only once for all of them.
 */
final class Outgoing {
    /** Bytes of tags that may be repeated on hundreds of lines. */
    private static final int SHORT_TAGS = 200;

    private final @Nullable Tag firstTag;
    private final Form firstForm;
    private final long relevant;

    /**
     * A tag and what unlocks it; the next one follows.
     *
     * @param once whether it stands on the first line only, where there are several
     */
    private record Tag(
            String text,
            long unlockedBy,
            boolean once,
            @Nullable Tag next) {}

    /**
     * A form of the message and what unlocks it; the next one follows.
     *
     * @param more lines behind the first one
     * @param complete whether these are complete, and take no tags
     */
    private record Form(
            String line,
            List<String> more,
            boolean complete,
            long unlockedBy,
            @Nullable Form next) {
        Form onlyFor(long bits) {
            return new Form(line, more, complete, unlockedBy | bits, next == null ? null : next.onlyFor(bits));
        }

        Form orElse(Form last) {
            return new Form(line, more, complete, unlockedBy, next == null ? last : next.orElse(last));
        }
    }

    private Outgoing(@Nullable Tag firstTag, Form firstForm, long relevant) {
        this.firstTag = firstTag;
        this.firstForm = firstForm;
        this.relevant = relevant;
    }

    private static Outgoing of(String line, List<String> more, boolean complete) {
        return new Outgoing(null, new Form(line, more, complete, 0, null), 0);
    }

    /** A line, without CR and LF, for every receiver. */
    static Outgoing line(String line) {
        return of(line, List.of(), false);
    }

    /** A line for receivers with a capability; without {@link #orElse} the others get nothing. */
    static Outgoing line(String line, Capability unlockedBy) {
        return line(line).onlyFor(unlockedBy);
    }

    /** Nothing for receivers with a capability; {@link #orElse} tells what the others get. */
    static Outgoing nothing(Capability unlockedBy) {
        return line("", unlockedBy);
    }

    /** Lines, one or more, each of which is a message of its own. */
    static Outgoing lines(List<String> lines) {
        return of(lines.get(0), List.copyOf(lines.subList(1, lines.size())), false);
    }

    /** A line that takes the tags, and what belongs to it: lines that have all the tags they need. */
    static Outgoing block(String line, List<String> more) {
        return of(line, List.copyOf(more), true);
    }

    /** The same for receivers only that also have a capability. */
    Outgoing onlyFor(Capability capability) {
        return new Outgoing(firstTag, firstForm.onlyFor(capability.bit()), relevant | capability.bit());
    }

    /** What receivers get to whom no form so far is unlocked. */
    Outgoing orElse(String line) {
        return orElse(line(line));
    }

    /** What receivers get, with the tags of this one, to whom no form so far is unlocked. */
    Outgoing orElse(Outgoing other) {
        return new Outgoing(firstTag, firstForm.orElse(other.firstForm), relevant | other.relevant);
    }

    /** Adds a tag for receivers with a capability. */
    Outgoing tag(String key, String value, Capability unlockedBy) {
        return tag(key, value, unlockedBy, false);
    }

    /** Adds a tag that several lines have only once, for receivers with a capability. */
    Outgoing tagOnce(String key, String value, Capability unlockedBy) {
        return tag(key, value, unlockedBy, true);
    }

    private Outgoing tag(String key, String value, Capability unlockedBy, boolean once) {
        String text = Message.tagSection(Map.of(key, value));
        return new Outgoing(new Tag(text, unlockedBy.bit(), once, firstTag), firstForm, relevant | unlockedBy.bit());
    }

    /** Whether there is a tag of this name for some receivers. */
    boolean isTagged(String key) {
        for (Tag tag = firstTag; tag != null; tag = tag.next) {
            if (tag.text.startsWith(key + "=")) {
                return true;
            }
        }
        return false;
    }

    /** Adds the tags that a client has sent along; to each of several lines only where they are short. */
    Outgoing clientTags(Map<String, String> tags) {
        boolean once = Message.tagSection(tags).length() > SHORT_TAGS;
        Outgoing tagged = this;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tagged = tagged.tag(tag.getKey(), tag.getValue(), Capability.MESSAGE_TAGS, once);
        }
        return tagged;
    }

    /** Adds the account of who has done it, if there is one (IRCv3 account-tag). */
    Outgoing by(@Nullable String account) {
        return account == null ? this : tag("account", account, Capability.ACCOUNT_TAG);
    }

    /** Marks what a bot has done (IRCv3 bot-mode). */
    Outgoing byBot(boolean bot) {
        return bot ? tag("bot", "", Capability.MESSAGE_TAGS) : this;
    }

    /** Adds the time at which it happened (IRCv3 server-time). */
    Outgoing at(Instant time) {
        return tag("time", ServerTime.format(time), Capability.SERVER_TIME);
    }

    /** The capabilities that matter: receivers that agree in these see the same bytes. */
    long relevant() {
        return relevant;
    }

    /** About how many bytes it takes. */
    int length() {
        int length = firstForm.line.length();
        int tags = 0;
        for (Tag tag = firstTag; tag != null; tag = tag.next) {
            tags += tag.text.length() + 1;
        }
        for (String line : firstForm.more) {
            length += line.length() + (firstForm.complete ? 0 : tags);
        }
        return length + tags;
    }

    /** Whether a receiver with these capabilities sees anything of it. */
    boolean isFor(long capabilities) {
        return form(capabilities) != null;
    }

    private @Nullable Form form(long capabilities) {
        Form form = firstForm;
        while (form != null && (form.unlockedBy & ~capabilities) != 0) {
            form = form.next;
        }
        return form == null || form.line.isEmpty() ? null : form;
    }

    /** Writes what a receiver with these capabilities sees, with CR LF; nothing if no form is unlocked. */
    void encode(long capabilities, ByteBuf out) {
        Form form = form(capabilities);
        if (form == null) {
            return;
        }
        encodeTags(capabilities, true, out);
        encodeLine(form.line, out);
        for (String line : form.more) {
            if (!form.complete) {
                encodeTags(capabilities, false, out);
            }
            encodeLine(line, out);
        }
    }

    private void encodeTags(long capabilities, boolean first, ByteBuf out) {
        char before = '@';
        for (Tag tag = firstTag; tag != null; tag = tag.next) {
            if ((tag.unlockedBy & ~capabilities) == 0 && (first || !tag.once)) {
                out.writeByte(before);
                ByteBufUtil.writeUtf8(out, tag.text);
                before = ';';
            }
        }
        if (before == ';') {
            out.writeByte(' ');
        }
    }

    /** Writes a line, which is cut where it would be too long: what users have made up may be part of it. */
    private static void encodeLine(String line, ByteBuf out) {
        int end = out.writerIndex() + Message.MAX_BODY - 2;
        ByteBufUtil.writeUtf8(out, line);
        if (out.writerIndex() > end && line.charAt(0) != '@') {
            while ((out.getByte(end) & 0xC0) == 0x80) {
                end--;
            }
            out.writerIndex(end);
        }
        out.writeShort('\r' << 8 | '\n');
    }
}
