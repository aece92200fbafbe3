package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.time.Duration;
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
        String other = user.identity() == null ? rooms.like(name, before) : null;
        if (other != null) {
            throw refusal("CANNOT_RENAME", before, name, "That looks like " + other);
        }
        if (name.equals(before) || (room.isLasting() && !Names.same(before, name))) {
            throw refusal("CANNOT_RENAME", before, name, "This channel keeps its name");
        }
        Duration wait = room.mayBeRenamed();
        if (!wait.isZero()) {
            throw refusal(
                    "CANNOT_RENAME",
                    before,
                    name,
                    "A channel gets another name " + Room.RENAMES.messages() + " times a minute at most: try again in "
                            + (wait.toSeconds() + 1) + " seconds");
        }
        rooms.rename(room, name);
        Instant now = session.chat().now();
        Outgoing renamed = user.does("RENAME " + before + " " + name + " :" + reason, Capability.CHANNEL_RENAME);
        reply.announceTimed(List.of(room.audience()), renamed.at(now));
        if (!Names.same(before, name)) {
            NamesList names = NamesList.shared(room, session.chat().settings().name());
            for (User member : List.copyOf(room.members())) {
                Consumer<Reply> tell = own -> tell(member, room, before, reason, names, own);
                if (member == user) {
                    reply.toAll(member, tell);
                } else {
                    reply.toOthers(member, tell);
                }
            }
            names.expire();
        }
    }

    private static Refusal refusal(String code, String before, String name, String why) {
        return Refusal.fail("RENAME", code, List.of(before, name), why);
    }

    /** Tells a member's session that does not know the command that the member has left one channel for the other. */
    private static void tell(User member, Room room, String before, String reason, NamesList names, Reply own) {
        Instant now = own.session().chat().now();
        Outgoing known = Outgoing.nothing(Capability.CHANNEL_RENAME);
        Outgoing part = member.does("PART " + before + (reason.isEmpty() ? "" : " :" + reason));
        own.add(known.orElse(part).by(member.account()).at(now));
        own.add(known.orElse(member.joins(room.name())).by(member.account()).at(now));
        ChannelCommands.topic(room, own).forEach(line -> own.add(known.orElse(line)));
        NamesList.addUnasked(room, names, own, known::orElse);
    }
}
