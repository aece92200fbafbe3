package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Giving a channel another name (IRCv3 channel-rename). */
final class RenameCommands {
    static final List<Command> ROWS = List.of(new Command(
            "RENAME",
            2,
            "<channel> <new name> [<reason>]",
            "Gives a channel another name (IRCv3 channel-rename).",
            RenameCommands::rename));

    private RenameCommands() {}

    private static void rename(Session session, Message message, Reply reply) {
        Rooms rooms = session.chat().rooms();
        User user = session.user();
        Room room = rooms.run(message.params().get(0), user);
        String before = room.name();
        String name = message.params().get(1);
        String reason =
                Utf8.cut(message.params().size() > 2 ? message.params().get(2) : "", ChannelCommands.MAX_COMMENT);
        if (!Names.isChannel(name)) {
            throw refusal("CANNOT_RENAME", before, name, "That is no channel's name");
        }
        Room holder = rooms.find(name);
        if (holder != null && holder != room) {
            throw refusal("CHANNEL_NAME_IN_USE", before, name, "There is a channel of that name");
        }
        if (name.equals(before) || (room.isLasting() && !Names.same(before, name))) {
            throw refusal("CANNOT_RENAME", before, name, "This channel keeps its name");
        }
        rooms.rename(room, name);
        Outgoing renamed = user.does("RENAME " + before + " " + name + " :" + reason, Capability.CHANNEL_RENAME);
        for (User member : List.copyOf(room.members())) {
            Consumer<Reply> tell = Names.same(before, name)
                    ? own -> own.add(renamed.at(session.chat().now()))
                    : own -> tell(renamed, member, room, before, reason, own);
            if (member == user) {
                reply.toAll(member, tell);
            } else {
                reply.toOthers(member, tell);
            }
        }
    }

    private static Refusal refusal(String code, String before, String name, String why) {
        return Refusal.fail("RENAME", code, List.of(before, name), why);
    }

    /** Tells a member's session that a room has another name; if it does not know that, that the member has left one for the other. */
    private static void tell(Outgoing renamed, User member, Room room, String before, String reason, Reply own) {
        Instant now = own.session().chat().now();
        Outgoing known = Outgoing.nothing(Capability.CHANNEL_RENAME);
        Outgoing part = member.does("PART " + before + (reason.isEmpty() ? "" : " :" + reason));
        own.add(renamed.at(now));
        own.add(known.orElse(part).by(member.account()).at(now));
        own.add(known.orElse(member.joins(room)).by(member.account()).at(now));
        ChannelCommands.topic(room, own).forEach(line -> own.add(known.orElse(line)));
        ListingCommands.addNamesUnasked(room, own, known::orElse, () -> {});
    }
}
