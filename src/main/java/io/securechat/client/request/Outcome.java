package io.securechat.client.request;

import io.securechat.client.conversation.Replies;
import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import io.securechat.irc.Message;
import java.util.List;
import java.util.stream.Stream;

/**
 * The end of something the user asked for: the server has carried it out, or it was refused.
 *
 * @param messages the server's identifiers of the messages that were sent or found, in order
 * @param code of the refusal, empty if there is none
 * @param hint the way to fix it, or empty
 */
public record Outcome(List<String> messages, String code, String reason, String hint) {
    public Outcome {
        messages = List.copyOf(messages);
    }

    public static Outcome done(List<String> messages) {
        return new Outcome(messages, "", "", "");
    }

    /** Returns the outcome for a message that the server has sent back, with its identifier if it has one. */
    public static Outcome done(Message echo) {
        return done(Stream.ofNullable(echo.tags().get("msgid")).toList());
    }

    /**
     * Returns the outcome for something that was not carried out.
     *
     * @param code never empty
     */
    public static Outcome refused(String code, String reason, String hint) {
        return new Outcome(List.of(), code, reason, hint);
    }

    /**
     * Returns the outcome for an error from the server.
     *
     * @param shown its events, whose text is better for a user than the server's
     */
    public static Outcome refused(Message error, List<Event> shown) {
        return shown.stream()
                .filter(Notice.Failed.class::isInstance)
                .map(Notice.Failed.class::cast)
                .findFirst()
                .map(failed -> refused(Replies.code(error), failed.text(), failed.hint()))
                .orElseGet(() -> refused(Replies.code(error), error.trailing(), ""));
    }

    public boolean isDone() {
        return code.isEmpty();
    }
}
