package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.List;

/** Modes, of channels and of users. */
final class ModeCommands {
    static final List<Command> ROWS = List.of(new Command(
            "MODE",
            1,
            "<channel or nick> [<changes> [<argument>…]]",
            "Tells or changes the modes of a channel or of yourself.",
            ModeCommands::mode));

    private ModeCommands() {}

    private static void mode(Session session, Message message, Reply reply) {
        String target = message.params().get(0);
        if (Names.isChannelLike(target)) {
            ofChannel(session, message, reply);
        } else {
            UserModes.mode(session, message, reply);
        }
    }

    private static void ofChannel(Session session, Message message, Reply reply) {
        Room room = session.chat().rooms().visible(message.params().get(0), session.user());
        if (message.params().size() > 1) {
            ModeChange.make(room, message.params().subList(1, message.params().size()), reply);
            return;
        }
        List<String> set = room.modes(room.has(session.user()) || room.isRunBy(session.user()));
        reply.add(Numeric.RPL_CHANNELMODEIS, room.name(), set);
        reply.add(Numeric.RPL_CREATIONTIME, room.name(), room.created().getEpochSecond());
    }
}
