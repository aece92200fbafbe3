package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.List;

/** MODE for channels and users. */
final class ModeCommands {
    private final Chat chat;
    private final Rooms rooms;
    private final UserModes userModes;

    ModeCommands(Chat chat, UserModes userModes) {
        this.chat = chat;
        this.rooms = chat.rooms();
        this.userModes = userModes;
    }

    List<Command> rows() {
        return List.of(new Command(
                "MODE",
                1,
                "<channel or nick> [<changes> [<argument>…]]",
                "Shows or changes the modes of a channel, or your own.",
                this::mode));
    }

    private void mode(Session session, Message message, Reply reply) {
        String target = message.params().get(0);
        if (!Names.isChannelLike(target)) {
            userModes.mode(session, message, reply);
            return;
        }
        Room room = rooms.visible(target, session.user());
        List<String> changes = message.params().subList(1, message.params().size());
        if (changes.isEmpty()) {
            show(room, reply);
        } else {
            new ModeChange(chat, room, reply).make(changes);
        }
    }

    private static void show(Room room, Reply reply) {
        User user = reply.session().user();
        List<String> set = room.modes(room.has(user) || room.isRunBy(user));
        reply.add(Numeric.RPL_CHANNELMODEIS, room.name(), set);
        reply.add(Numeric.RPL_CREATIONTIME, room.name(), room.created().getEpochSecond());
    }
}
