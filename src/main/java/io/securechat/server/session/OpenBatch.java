package io.securechat.server.session;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Multiline;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import io.securechat.server.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A multiline message that a client is sending (IRCv3 draft/multiline). It is answered when its batch is closed, or
 * once, as soon as a line is invalid; then the rest is skipped. Owned by the thread {@code chat}.
 */
public final class OpenBatch {
    private final Session session;
    private final Message opening;
    private final Reply reply;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> joints = new ArrayList<>();
    private @Nullable String verb;
    private int bytes;
    private int lines;
    private boolean refused;

    /** Sends the complete message. */
    public interface Speaker {
        /**
         * Sends the message.
         *
         * @param joints the positions in the text where a line continues that the client has split
         */
        void say(String verb, String text, List<Integer> joints);
    }

    private OpenBatch(Session session, Message opening, Reply reply) {
        this.session = session;
        this.opening = opening;
        this.reply = reply;
    }

    /** Opens a batch for a session, which can have one at a time. */
    public static void open(Session session, Message opening, Reply reply) {
        long capabilities = session.capabilities();
        if (!Capability.MULTILINE.in(capabilities) || !Capability.BATCH.in(capabilities)) {
            throw invalid("BATCH requires the capabilities batch and draft/multiline");
        }
        if (session.batch() != null) {
            throw invalid("Another batch is already open");
        }
        if (opening.params().size() != 3 || !opening.params().get(1).equals(Multiline.BATCH_TYPE)) {
            throw invalid("A batch begins with BATCH +reference draft/multiline target");
        }
        session.batch(new OpenBatch(session, opening, reply));
        reply.open();
    }

    /** The session's open batch, if it has this reference. */
    public static OpenBatch of(Session session, String reference) {
        OpenBatch batch = session.batch();
        if (batch == null || !batch.opening.params().get(0).equals("+" + reference)) {
            throw invalid("There is no open batch with this reference");
        }
        return batch;
    }

    private static Refusal invalid(String text) {
        return Refusal.fail("BATCH", "MULTILINE_INVALID", text);
    }

    /** The line that opened it, with the tags of the message. */
    public Message opening() {
        return opening;
    }

    public String target() {
        return opening.params().get(2);
    }

    /** The reply to that line. */
    public Reply reply() {
        return reply;
    }

    /** Adds a line. */
    public void add(Message message) {
        if (refused) {
            return;
        }
        Refusal objection = objection(message);
        if (objection != null) {
            refuse(objection);
            return;
        }
        verb = message.command();
        bytes += size(message);
        if (isConcat(message)) {
            joints.add(text.length());
        } else if (lines > 0) {
            text.append('\n');
        }
        text.append(message.params().get(1));
        lines++;
    }

    private @Nullable Refusal objection(Message message) {
        if (message.params().size() < 2 || (verb != null && !verb.equals(message.command()))) {
            return invalid("The lines of a batch must be all PRIVMSG or all NOTICE, with a target and a text");
        }
        if (isConcat(message) && message.params().get(1).isEmpty()) {
            return invalid("A concatenated line must not be empty");
        }
        String to = message.params().get(0);
        if (!Names.same(to, target())) {
            List<String> context = List.of(target(), to);
            return Refusal.fail("BATCH", "MULTILINE_INVALID_TARGET", context, "The batch is for another target");
        }
        if (lines == Multiline.MAX_LINES) {
            return tooMuch("MULTILINE_MAX_LINES", Multiline.MAX_LINES, "lines");
        }
        if (bytes + size(message) > Multiline.MAX_BYTES) {
            return tooMuch("MULTILINE_MAX_BYTES", Multiline.MAX_BYTES, "bytes");
        }
        return null;
    }

    private static Refusal tooMuch(String code, int limit, String what) {
        List<String> context = List.of(Integer.toString(limit));
        return Refusal.fail("BATCH", code, context, "A message has at most " + limit + " " + what);
    }

    /** Bytes that a line adds to the message, with the LF before it. */
    private int size(Message message) {
        return Utf8.length(message.params().get(1)) + (lines > 0 && !isConcat(message) ? 1 : 0);
    }

    private static boolean isConcat(Message message) {
        return message.tags().containsKey(Multiline.CONCAT_TAG);
    }

    private void refuse(Refusal refusal) {
        refused = true;
        reply.add(refusal);
        reply.done();
    }

    /** Closes the batch: sends the message, or answers why it is invalid. */
    public void close(Speaker speaker) {
        session.batch(null);
        if (refused) {
            return;
        }
        if (verb == null || text.chars().allMatch(c -> c == '\n')) {
            refuse(invalid("A message must not be empty"));
            return;
        }
        try {
            speaker.say(verb, text.toString(), joints);
        } catch (RuntimeException e) {
            reply.failed(e);
        }
        reply.done();
    }
}
