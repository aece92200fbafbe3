package io.securechat.client.script;

import io.securechat.client.conversation.Replies;
import io.securechat.irc.Message;

/** The commands about the user: name, presence, and leaving. */
final class UserActions {
    private UserActions() {}

    static void away(Script script, Call call) {
        script.request(
                call, Message.of("AWAY", call.text("text").isEmpty() ? Replies.DEFAULT_AWAY : call.text("text")));
    }

    static void back(Script script, Call call) {
        script.request(call, Message.of("AWAY"));
    }

    static void nick(Script script, Call call) {
        script.rename(call, call.text("name"));
    }

    static void quit(Script script, Call call) {
        script.quit(call, call.text("reason"));
    }
}
