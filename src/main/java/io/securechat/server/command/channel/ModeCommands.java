package io.securechat.server.command.channel;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.command.user.UserModes;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import java.util.List;

/** MODE for channels and users. */
public final class ModeCommands {
    private final Chat chat;
    private final Rooms rooms;
    private final UserModes userModes;

    public ModeCommands(Chat chat, UserModes userModes) {
        this.chat = chat;
        this.rooms = chat.rooms();
        this.userModes = userModes;
    }

    public List<Command> rows() {
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
        List<String> set = room.modes().params(room.has(user) || room.isRunBy(user));
        reply.add(Numeric.RPL_CHANNELMODEIS, room.name(), set);
        reply.add(Numeric.RPL_CREATIONTIME, room.name(), room.created().getEpochSecond());
    }
}
