package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Modes. Every channel is {@code +n}: only those who are in it can speak there; every user is {@code +i}: seen only by those who
 * share a channel or know the nick. Nothing can be changed yet.
 */
final class ModeCommands {
    static final List<Command> ROWS = List.of(new Command(
            "MODE", 1, "<channel or nick>", "Tells the modes of a channel or of yourself.", ModeCommands::mode));

    private ModeCommands() {}

    private static void mode(Session session, Message message, Reply reply) {
        String target = message.params().get(0);
        String change = message.param(1);
        if (Names.isChannelLike(target)) {
            Room room = session.chat().rooms().find(target);
            if (room == null) {
                throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, target);
            }
            ofChannel(room, change, reply);
        } else {
            UserModes.mode(session, message, reply);
        }
    }

    private static void ofChannel(Room room, @Nullable String change, Reply reply) {
        if (change == null) {
            reply.add(Numeric.RPL_CHANNELMODEIS, room.name(), "+n");
            reply.add(Numeric.RPL_CREATIONTIME, room.name(), room.created().getEpochSecond());
        } else if (change.equals("b") || change.equals("+b")) {
            reply.add(Numeric.RPL_ENDOFBANLIST, room.name());
        } else if (!change.equals("+n")) {
            String letter = change.replaceFirst("^[+-]", "");
            throw new Refusal(Numeric.ERR_UNKNOWNMODE, letter.isEmpty() ? change : letter.substring(0, 1));
        }
    }
}
