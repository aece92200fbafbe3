package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Place;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Saying something to a channel or to a person. */
final class MessageCommands {
    static final List<Command> ROWS = List.of(
            new Command("PRIVMSG", 0, "<target>{,<target>} <text>", "Says something.", MessageCommands::privmsg)
                    .when(Command.When.WHILE_APPENDING),
            new Command(
                            "NOTICE",
                            0,
                            "<target>{,<target>} <text>",
                            "Says something that must not be answered automatically, not even by an error.",
                            MessageCommands::notice)
                    .when(Command.When.WHILE_APPENDING),
            new Command(
                    "TAGMSG",
                    1,
                    "<target>{,<target>}",
                    "Sends client-only tags without a text (IRCv3 message-tags).",
                    MessageCommands::tagmsg));

    /** Targets of one message: {@code TARGMAX}. */
    static final int MAX_TARGETS = 4;

    private MessageCommands() {}

    private static void privmsg(Session session, Message message, Reply reply) {
        speak(session, message, reply, reply::add);
    }

    private static void notice(Session session, Message message, Reply reply) {
        try {
            speak(session, message, reply, refusal -> {});
        } catch (Refusal ignored) {
            // RFC 2812 §3.3.2: a NOTICE is never answered.
        }
    }

    private static void speak(Session session, Message message, Reply reply, Consumer<Refusal> refused) {
        if (message.params().isEmpty()) {
            throw new Refusal(Numeric.ERR_NORECIPIENT, message.command());
        }
        String text = message.params().size() < 2 ? "" : message.params().get(1);
        if (text.isEmpty()) {
            throw new Refusal(Numeric.ERR_NOTEXTTOSEND);
        }
        forEachTarget(session, message, refused, target -> say(session, message, target, text, reply));
    }

    private static void tagmsg(Session session, Message message, Reply reply) {
        Map<String, String> tags = clientTags(session, message);
        if (tags.isEmpty()) {
            return;
        }
        User user = session.user();
        forEachTarget(session, message, reply::add, target -> {
            Outgoing tagmsg = user.does("TAGMSG " + target.name(), Capability.MESSAGE_TAGS)
                    .clientTags(tags)
                    .at(session.chat().now());
            target.send(tagmsg, session, !reply.isLabelled());
            if (reply.isLabelled()) {
                reply.add(tagmsg.onlyFor(Capability.ECHO_MESSAGE));
            }
        });
    }

    private interface Action {
        void on(Target target);
    }

    /** Does something for each target; one that is refused does not keep the others from it. */
    private static void forEachTarget(Session session, Message message, Consumer<Refusal> refused, Action action) {
        String[] names = message.params().get(0).split(",", -1);
        if (names.length > MAX_TARGETS) {
            throw new Refusal(Numeric.ERR_TOOMANYTARGETS, message.params().get(0));
        }
        for (String name : names) {
            try {
                action.on(target(session, name));
            } catch (Refusal refusal) {
                refused.accept(refusal);
            }
        }
    }

    private static Target target(Session session, String name) {
        Chat chat = session.chat();
        if (Names.isChannelLike(name)) {
            Room room = chat.room(name);
            if (room == null) {
                throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
            }
            if (!room.has(session.user())) {
                throw new Refusal(Numeric.ERR_CANNOTSENDTOCHAN, room.name());
            }
            return new Target(room.name(), Place.room(room.name()), List.of(room.audience()), false);
        }
        User user = chat.people().find(name);
        if (user == null) {
            throw new Refusal(Numeric.ERR_NOSUCHNICK, name);
        }
        User speaker = session.user();
        boolean self = user == speaker;
        List<Audience> both = List.of(user.audience(), speaker.audience());
        Place place = Place.between(user.party(), speaker.party());
        return new Target(user.nick(), place, self ? both.subList(0, 1) : both, self);
    }

    private static void say(Session session, Message message, Target target, String text, Reply reply) {
        User from = session.user();
        String line = ":" + from.source() + " " + message.command() + " " + target.name() + " :" + text;
        if (Utf8.length(line) > Message.MAX_BODY - 2) {
            throw new Refusal(Numeric.ERR_INPUTTOOLONG);
        }
        User to = session.chat().people().find(target.name());
        if (to != null && to.away() != null && message.command().equals("PRIVMSG")) {
            reply.add(Numeric.RPL_AWAY, to.nick(), to.away());
        }
        Entry.Draft draft = new Entry.Draft(
                message.command(),
                target.place(),
                from.party(),
                from.source(),
                from.account(),
                target.name(),
                text,
                clientTags(session, message),
                null,
                0);
        session.chat().say(session, draft, target, reply);
    }

    /** The client-only tags of a message, if the session has message-tags. */
    private static Map<String, String> clientTags(Session session, Message message) {
        if (message.tags().isEmpty() || !Capability.MESSAGE_TAGS.in(session.capabilities())) {
            return Map.of();
        }
        Map<String, String> tags = new HashMap<>(message.tags());
        tags.keySet().removeIf(key -> !key.startsWith("+"));
        return tags;
    }
}
