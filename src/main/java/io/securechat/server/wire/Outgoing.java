package io.securechat.server.wire;

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
 * A message for one receiver or many: its parts, and the capability of the receiver that unlocks each. Receivers with
 * the same relevant capabilities see the same bytes, which are encoded once for all of them. Immutable.
 */
public final class Outgoing {
    /** Bytes of tags that are repeated on each of several lines. */
    private static final int SHORT_TAGS = 200;

    private final @Nullable Tag firstTag;
    private final Form firstForm;
    private final long relevant;

    /**
     * A tag and the capabilities that unlock it; the next one follows.
     *
     * @param once whether only the first of several lines has it
     */
    private record Tag(
            String text,
            long unlockedBy,
            boolean once,
            @Nullable Tag next) {}

    /**
     * A form of the message and the capabilities that unlock it; the next one follows.
     *
     * @param more lines after the first one
     * @param complete whether these have their own tags
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
    public static Outgoing line(String line) {
        return of(line, List.of(), false);
    }

    /** A line for receivers with a capability; the others get nothing unless {@link #orElse} follows. */
    public static Outgoing line(String line, Capability unlockedBy) {
        return line(line).onlyFor(unlockedBy);
    }

    /** Nothing for receivers with a capability; {@link #orElse} gives the line for the others. */
    public static Outgoing nothing(Capability unlockedBy) {
        return line("", unlockedBy);
    }

    /** One or more lines, each a message of its own. */
    public static Outgoing lines(List<String> lines) {
        return of(lines.get(0), List.copyOf(lines.subList(1, lines.size())), false);
    }

    /** A line with the tags, followed by lines that have their own. */
    public static Outgoing block(String line, List<String> more) {
        return of(line, List.copyOf(more), true);
    }

    /** The same message, only for receivers that have a further capability. */
    public Outgoing onlyFor(Capability capability) {
        return new Outgoing(firstTag, firstForm.onlyFor(capability.bit()), relevant | capability.bit());
    }

    /** Adds a line for receivers to which no form so far is unlocked. */
    public Outgoing orElse(String line) {
        return orElse(line(line));
    }

    /**
     * Adds the forms of another message, with the tags of this one, for receivers to which no form so far is unlocked.
     */
    public Outgoing orElse(Outgoing other) {
        return new Outgoing(firstTag, firstForm.orElse(other.firstForm), relevant | other.relevant);
    }

    /** Adds a tag for receivers with a capability. */
    public Outgoing tag(String key, String value, Capability unlockedBy) {
        return tag(key, value, unlockedBy, false);
    }

    /** Adds a tag to the first of several lines, for receivers with a capability. */
    public Outgoing tagOnce(String key, String value, Capability unlockedBy) {
        return tag(key, value, unlockedBy, true);
    }

    private Outgoing tag(String key, String value, Capability unlockedBy, boolean once) {
        String text = Message.tagSection(Map.of(key, value));
        return new Outgoing(new Tag(text, unlockedBy.bit(), once, firstTag), firstForm, relevant | unlockedBy.bit());
    }

    /** Returns whether the message has a tag of this name for some receivers. */
    public boolean isTagged(String key) {
        for (Tag tag = firstTag; tag != null; tag = tag.next) {
            if (tag.text.startsWith(key + "=")) {
                return true;
            }
        }
        return false;
    }

    /** Adds the client-only tags; to each of several lines only if they are short. */
    public Outgoing clientTags(Map<String, String> tags) {
        boolean once = Message.tagSection(tags).length() > SHORT_TAGS;
        Outgoing tagged = this;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tagged = tagged.tag(tag.getKey(), tag.getValue(), Capability.MESSAGE_TAGS, once);
        }
        return tagged;
    }

    /** Adds the author's account, if there is one (IRCv3 account-tag). */
    public Outgoing by(@Nullable String account) {
        return account == null ? this : tag("account", account, Capability.ACCOUNT_TAG);
    }

    /** Marks a message of a bot (IRCv3 bot-mode). */
    public Outgoing byBot(boolean bot) {
        return bot ? tag("bot", "", Capability.MESSAGE_TAGS) : this;
    }

    /** Adds the time of the event (IRCv3 server-time). */
    public Outgoing at(Instant time) {
        return tag("time", ServerTime.format(time), Capability.SERVER_TIME);
    }

    /** The relevant capabilities: receivers that agree in these see the same bytes. */
    public long relevant() {
        return relevant;
    }

    /** The approximate length in bytes. */
    public int length() {
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

    /** Returns whether a receiver with these capabilities sees a part of it. */
    public boolean isFor(long capabilities) {
        return form(capabilities) != null;
    }

    private @Nullable Form form(long capabilities) {
        Form form = firstForm;
        while (form != null && (form.unlockedBy & ~capabilities) != 0) {
            form = form.next;
        }
        return form == null || form.line.isEmpty() ? null : form;
    }

    /** Writes the message for a receiver with these capabilities, with CR LF; nothing if no form is unlocked. */
    public void encode(long capabilities, ByteBuf out) {
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

    /** Writes a line, cut to the length of a line, because users choose parts of it. */
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
