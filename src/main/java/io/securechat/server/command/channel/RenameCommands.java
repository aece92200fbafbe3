package io.securechat.server.command.channel;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.room.NamesList;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** RENAME (IRCv3 channel-rename). */
public final class RenameCommands {
    private final Chat chat;
    private final Rooms rooms;

    public RenameCommands(Chat chat) {
        this.chat = chat;
        this.rooms = chat.rooms();
    }

    public List<Command> rows() {
        return List.of(new Command(
                "RENAME",
                2,
                "<channel> <new name> [<reason>]",
                "Renames a channel (IRCv3 channel-rename).",
                this::rename));
    }

    private void rename(Session session, Message message, Reply reply) {
        User user = session.user();
        Room room = rooms.run(message.params().get(0), user);
        String before = room.name();
        String name = message.params().get(1);
        String reason = Utf8.cut(message.paramOrEmpty(2), ChannelCommands.MAX_COMMENT);
        Refusal refusal = refusal(user, room, name);
        if (refusal != null) {
            throw refusal;
        }
        session.audit("RENAME")
                .addKeyValue("room", before)
                .addKeyValue("name", name)
                .log();
        rooms.rename(room, name);
        Outgoing renamed = user.does("RENAME " + before + " " + name + " :" + reason, Capability.CHANNEL_RENAME);
        reply.announce(List.of(room.audience()), renamed);
        if (!Names.same(before, name)) {
            NamesList names = NamesList.shared(room, chat.settings().name());
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

    private @Nullable Refusal refusal(User user, Room room, String name) {
        if (!Names.isChannel(name)) {
            return refusal("CANNOT_RENAME", room, name, "Not a valid channel name");
        }
        Room holder = rooms.find(name);
        if (holder != null && holder != room) {
            return refusal("CHANNEL_NAME_IN_USE", room, name, "There is a channel of that name");
        }
        String lookalike = user.identity() == null ? rooms.like(name, room.name()) : null;
        if (lookalike != null) {
            return refusal("CANNOT_RENAME", room, name, "That looks like " + lookalike);
        }
        if (name.equals(room.name()) || (room.isLasting() && !Names.same(room.name(), name))) {
            return refusal("CANNOT_RENAME", room, name, "This channel keeps its name");
        }
        Duration wait = room.mayBeRenamed();
        if (!wait.isZero()) {
            String why = "A channel can be renamed " + Room.RENAMES.messages() + " times a minute: try again in "
                    + (wait.toSeconds() + 1) + " seconds";
            return refusal("CANNOT_RENAME", room, name, why);
        }
        return null;
    }

    private static Refusal refusal(String code, Room room, String name, String why) {
        return Refusal.fail("RENAME", code, List.of(room.name(), name), why);
    }

    /** Sends a session without the capability a PART from the old name and a JOIN to the new one. */
    private void tell(User member, Room room, String before, String reason, NamesList names, Reply own) {
        Outgoing known = Outgoing.nothing(Capability.CHANNEL_RENAME);
        Outgoing part = member.does("PART " + before + (reason.isEmpty() ? "" : " :" + reason));
        own.add(known.orElse(part).by(member.account()).at(chat.now()));
        own.add(known.orElse(member.joins(room.name())).by(member.account()).at(chat.now()));
        ChannelCommands.topicLines(room, own).forEach(line -> own.add(known.orElse(line)));
        NamesList.addUnasked(room, names, own, known::orElse);
    }
}
