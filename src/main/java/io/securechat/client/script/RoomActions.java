package io.securechat.client.script;

import io.securechat.irc.Message;
import java.util.stream.Stream;

/** The commands about rooms. */
final class RoomActions {
    private RoomActions() {}

    static void join(Script script, Call call) {
        Message bare = Message.of("JOIN", call.room());
        script.request(call, call.has("key") ? Message.of("JOIN", call.room(), call.text("key")) : bare);
    }

    static void part(Script script, Call call) {
        script.request(call, withReason(call, "PART", call.room()));
    }

    static void topic(Script script, Call call) {
        Message question = Message.of("TOPIC", call.room());
        script.request(call, call.has("text") ? Message.of("TOPIC", call.room(), call.text("text")) : question);
    }

    static void names(Script script, Call call) {
        script.request(call, Message.of("NAMES", call.room()));
    }

    static void invite(Script script, Call call) {
        script.request(call, Message.of("INVITE", call.text("name"), call.room()));
    }

    static void kick(Script script, Call call) {
        script.request(call, withReason(call, "KICK", call.room(), call.text("name")));
    }

    /** Returns a message whose last parameter is the reason of the command, if it has one. */
    static Message withReason(Call call, String command, String... parameters) {
        Message bare = Message.of(command, parameters);
        return call.text("reason").isEmpty()
                ? bare
                : Message.of(
                        command,
                        Stream.concat(Stream.of(parameters), Stream.of(call.text("reason")))
                                .toArray(String[]::new));
    }
}
