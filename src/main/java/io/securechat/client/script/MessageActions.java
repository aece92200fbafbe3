package io.securechat.client.script;

import io.securechat.irc.Message;
import java.util.List;
import java.util.Map;

/** The commands that send messages, and those about a message. */
final class MessageActions {
    /** The message that another one answers (IRCv3 reply). */
    private static final String REPLY = "+draft/reply";

    private static final String REACT = "+draft/react";
    private static final String TYPING = "+typing";

    private MessageActions() {}

    static void say(Script script, Call call) {
        script.say(call, Map.of());
    }

    static void reply(Script script, Call call) {
        script.say(call, Map.of(REPLY, call.text("message")));
    }

    static void action(Script script, Call call) {
        script.act(call);
    }

    static void react(Script script, Call call) {
        script.request(call, tags(call, Map.of(REACT, call.text("emoji"), REPLY, call.text("message"))));
    }

    static void typing(Script script, Call call) {
        script.request(call, tags(call, Map.of(TYPING, call.text("state"))));
    }

    private static Message tags(Call call, Map<String, String> tags) {
        return new Message(tags, null, "TAGMSG", List.of(call.target()));
    }

    static void delete(Script script, Call call) {
        if (script.features().redaction()) {
            script.request(call, RoomActions.withReason(call, "REDACT", call.target(), call.text("message")));
        } else {
            script.end(call, Script.unsupported("deletion"));
        }
    }
}
