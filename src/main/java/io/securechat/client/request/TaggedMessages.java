package io.securechat.client.request;

import io.securechat.irc.ClientTag;
import io.securechat.irc.Message;
import java.util.List;
import java.util.Map;

/** Messages with tags for other clients, for a server with message-tags. */
public final class TaggedMessages {
    private static final String TAGMSG = "TAGMSG";

    private TaggedMessages() {}

    /** Returns a message that answers another one. */
    public static Message reply(String target, String text, String id) {
        return new Message(Map.of(ClientTag.REPLY.wireName(), id), null, "PRIVMSG", List.of(target, text));
    }

    /** Returns a reaction to a message, usually an emoji. */
    public static Message react(String target, String id, String reaction) {
        return reaction(ClientTag.REACT, target, id, reaction);
    }

    /** Returns the message that takes a reaction back. */
    public static Message unreact(String target, String id, String reaction) {
        return reaction(ClientTag.UNREACT, target, id, reaction);
    }

    private static Message reaction(ClientTag kind, String target, String id, String reaction) {
        Map<String, String> tags = Map.of(kind.wireName(), reaction, ClientTag.REPLY.wireName(), id);
        return new Message(tags, null, TAGMSG, List.of(target));
    }

    /** @param state {@code active} or {@code done} */
    static Message typing(String target, String state) {
        return new Message(Map.of(ClientTag.TYPING.wireName(), state), null, TAGMSG, List.of(target));
    }
}
